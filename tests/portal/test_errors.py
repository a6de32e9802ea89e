"""What went wrong is said on a page, in the reader's language, and never as a trace."""

from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from home.shell import write_files
from portal.errors import static_page_path
from portal.settings import environment

_SENTENCES = {
    "tet": "Pájina ne’e la bele loke agora",
    "pt": "Esta página não abre neste momento",
    "en": "This page does not open right now",
    "id": "Halaman ini belum bisa dibuka sekarang",
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_a_missing_page_is_said_in_the_language_of_the_address(
    client: Client, pages: None, code: str
) -> None:
    answer = client.get(f"/{code}/nowhere/")
    assert answer.status_code == 404
    assert f'<html lang="{code}"' in answer.content.decode()
    assert f'href="/{code}/"' in answer.content.decode()


@pytest.mark.django_db
def test_a_body_over_the_limit_gets_413_with_a_page(client: Client, people: None) -> None:
    answer = client.post("/pt/report/form/", {"story": "x" * (settings.PUBLIC_BODY_LIMIT + 1)})
    assert answer.status_code == 413
    assert '<html lang="pt"' in answer.content.decode()


@pytest.mark.django_db
def test_a_page_that_says_what_went_wrong_is_kept_nowhere(
    client: Client, pages: None, people: None
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    too_much = {"story": "x" * (settings.PUBLIC_BODY_LIMIT + 1)}
    answers = [
        client.get("/en/news/", headers={"Host": "elsewhere.example"}),
        client.post("/en/report/form/", {"go": "start"}, headers=elsewhere),
        client.post("/en/check/", {"go": "start"}, headers=elsewhere),
        client.get("/en/nowhere/"),
        client.get("/en/report/nowhere/"),
        client.get("/en/news/?year=x"),
        client.post("/en/report/form/", too_much),
        client.post("/en/report/reply/", too_much),
    ]
    assert [each.status_code for each in answers] == [400, 403, 403, 404, 404, 404, 413, 413]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies


@pytest.mark.django_db
def test_a_story_of_20_000_emoji_is_under_the_limit(client: Client, people: None) -> None:
    from tests.sender import Sender

    sender = Sender(client, "en")
    sender.start()
    sender.press("continue", story="😀" * 20_000)
    sender.press("back", story="😀")
    sender.press("continue", story="😀" * 20_000)
    assert sender.page.status_code == 200
    assert "What does it look like?" in sender.text


@pytest.mark.django_db
def test_a_form_that_another_site_sends_is_refused(client: Client, people: None) -> None:
    fields = {"go": "start"}
    elsewhere = {"Origin": "https://elsewhere.example"}
    answer = client.post("/en/report/form/", fields, headers=elsewhere)
    assert answer.status_code == 403
    for origin in ("http://[", "https://testserver", "http://testserver.elsewhere.example", "x"):
        answer = client.post("/en/report/form/", fields, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    for origin in ("http://testserver", "null"):
        answer = client.post("/en/report/form/", fields, headers={"Origin": origin})
        assert answer.status_code == 200


def test_a_sign_in_that_another_site_sends_is_refused(db: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/staff/", {"username": "x", "password": "y"}).status_code == 403


@pytest.fixture
def broken_database(pages: None, people: None) -> Any:
    write_files()
    refusal = OperationalError("the database does not answer: secretword")
    with mock.patch.object(connection, "cursor", side_effect=refusal):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/tet/law/", "/en/report/", "/staff/", "/staff/inbox/"])
def test_a_broken_database_gives_the_plain_page_with_the_hotline(
    broken_database: None, path: str
) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies["staff_session"] = "x" * 32
    answer = browser.get(path)
    if path == "/staff/" and answer.status_code == 200:
        return  # the sign-in page itself asks the database for nothing
    assert answer.status_code == 503
    page = answer.content.decode()
    for language, sentence in _SENTENCES.items():
        assert sentence in page, language
    assert "000 0000" in page
    assert answer.headers["Retry-After"] == "60"
    assert "secretword" not in page


@pytest.mark.django_db
def test_an_error_of_ours_gives_the_same_plain_page_as_500(pages: None, people: None) -> None:
    browser = Client(raise_request_exception=False)
    with mock.patch("reports.intake.steps.render", side_effect=ValueError("secretword")):
        answer = browser.get("/en/report/")
    assert answer.status_code == 500
    assert "secretword" not in answer.content.decode()


@pytest.mark.django_db
def test_the_plain_page_is_there_before_anything_was_published(people: None) -> None:
    static_page_path().unlink(missing_ok=True)
    browser = Client(raise_request_exception=False)
    with mock.patch("reports.intake.steps.render", side_effect=ValueError):
        answer = browser.get("/en/report/")
    assert answer.status_code == 500
    assert _SENTENCES["tet"] in answer.content.decode()


@pytest.mark.django_db
def test_health_tells_whether_the_database_answers(client: Client, settings: Any) -> None:
    assert client.get("/health/live").content == b"ok\n"
    assert client.get("/health/ready").status_code == 200
    with mock.patch.object(connection, "cursor", side_effect=OperationalError):
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_security_txt_is_there_when_somebody_reads_the_mail(client: Client, settings: Any) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@portal.example"
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Contact: mailto:security@portal.example\nExpires: 20" in answer.content


def test_a_postgresql_that_does_not_answer_is_given_up_on_before_a_visitor_gives_up() -> None:
    options = environment.database("postgres://mahon:unused@127.0.0.1:1/mahon")["OPTIONS"]
    assert options["pool"]["timeout"] <= 5
    assert options["connect_timeout"] <= 5
