"""The same steps at another address, as for a tip that a member types in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from reports.intake.places import Place
from reports.intake.tokens import FormToken
from reports.intake.walk import Walk
from tests.reports.questions.published import publish
from tests.sender import ANSWERS, STORY

_SENT: list[dict[str, Any]] = []


def _keep(request: HttpRequest, token: FormToken) -> HttpResponse:
    _SENT.append(token.answers)
    return HttpResponse("kept")


_ELSEWHERE = Place(
    address="/staff/inbox/", layout="layouts/form_page.html", send=_keep, guarded=True
)


def _page(go: str, token: FormToken, **fields: Any) -> str:
    request = RequestFactory().post("/staff/inbox/", {"go": go, **fields})
    return str(Walk(request, _ELSEWHERE).go_on(token, go).content.decode())


def test_every_page_leads_back_to_its_own_address_and_is_guarded() -> None:
    token = FormToken()
    request = RequestFactory().post("/staff/inbox/")
    pages = [Walk(request, _ELSEWHERE).begin(token).content.decode()]
    for step, answers in ANSWERS.items():
        pages.append(_page("continue", token, at=step, **answers))
    for page in pages:
        assert '<form id="mh-form" method="post" action="/staff/inbox/"' in page
        assert 'name="csrfmiddlewaretoken"' in page
        assert 'action="/en/report/form/"' not in page
    assert "Check your answers" in pages[-1]
    assert _page("send", token) == "kept"
    assert _SENT.pop()["story"] == STORY


def test_where_recordings_are_not_to_be_had_the_question_stands_without_one(
    settings: Any,
) -> None:
    publish(story={"sounds": {"en": {"digest": "0" * 64, "size": 100}}})
    request = RequestFactory().post("/staff/inbox/")
    assert "<audio" in Walk(request, _ELSEWHERE).begin(FormToken()).content.decode()
    settings.ROOT_URLCONF = "portal.urls.staff"
    page = Walk(request, _ELSEWHERE).begin(FormToken()).content.decode()
    assert "<audio" not in page
    assert STORY not in page
    assert "What did you see, hear or live through?" in page
