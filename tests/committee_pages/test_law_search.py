"""Articles of the law in the search."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from committee_pages.law import search as law_search
from committee_pages.law import services
from committee_pages.law.structure import Kind, Node
from committee_pages.models import Act, ActVersion, LawIndexPage, LawPage
from home.search.finding import Results, find
from home.search.index import rebuild
from portal.management.commands import work
from tests.committee_pages import fictitious

pytestmark = pytest.mark.django_db

_TREE = (
    Node(
        Kind.CHAPTER,
        "II",
        heading="Dos quokkas",
        children=(
            Node(
                Kind.ARTICLE,
                "7-A",
                heading="Proteção do wombat",
                children=(
                    Node(Kind.PARAGRAPH, "1", text="O wombat é protegido."),
                    Node(
                        Kind.PARAGRAPH,
                        "2",
                        text="Exceto",
                        children=(Node(Kind.POINT, "a", text="perto da lagoa;"),),
                    ),
                ),
            ),
        ),
    ),
)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """What happens in the block is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _page(act: Act, language: str = "pt") -> LawPage:
    index = LawIndexPage.objects.get(locale__language_code=language)
    page = LawPage(
        title="Ato fictício", slug="ato-ficticio", summary="x", act=act, locale=index.locale
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def act(commit: Any) -> Act:
    """A published act of one article, with its page in Portuguese."""
    with commit():
        act = fictitious.act()
        draft = services.save_version(
            act=act,
            in_force_from=date(2001, 2, 3),
            trees={"pt": _TREE},
            notes={"en": {"chp_II__art_7-A": "Leave the wombat alone."}},
        )
        services.publish_version(draft)
        _page(act)
    return act


def _found(words: str, language: str = "pt") -> list[tuple[str, str]]:
    results: Results = find(words, language)
    return [(hit.url, hit.language) for hit in results.own + results.others]


_HERE = "/pt/law/ato-ficticio/art-7-a/"


@pytest.mark.parametrize(
    "words", ["wombat", "protecao wombat", "lagoa", "quokkas", "artigo 7-A", "art. 7.º-A lagoa"]
)
def test_an_article_is_found_by_its_heading_its_words_and_its_place(act: Act, words: str) -> None:
    assert _found(words)[0] == (_HERE, "pt")


def test_the_hit_shows_the_passage_and_the_chapter(act: Act) -> None:
    hit = find("lagoa", "pt").own[0]
    assert "perto da <mark>lagoa</mark>;" in hit.passage
    assert hit.where.startswith("Ato fictício › ")
    assert hit.where.endswith("Dos quokkas")
    assert str(hit.kind) == "The law"


def test_the_hit_leads_to_a_page_that_is_there(act: Act, client: Client) -> None:
    assert client.get(_found("lagoa")[0][0]).status_code == 200


def test_a_note_is_found_in_its_own_language_within_the_frame_there_is(act: Act) -> None:
    assert _found("wombat alone", "en") == [(_HERE, "en")]


def test_each_language_of_the_page_is_a_frame(act: Act, commit: Any) -> None:
    with commit():
        _page(act, "en")
    assert _found("lagoa", "en") == [("/en/law/ato-ficticio/art-7-a/", "pt")]
    assert _found("lagoa", "tet") == [(_HERE, "pt")]


def test_a_draft_is_not_found_until_it_is_published(act: Act, commit: Any) -> None:
    version = ActVersion.objects.get(act=act)
    with commit():
        draft = fictitious.corrected(version, "chp_II__art_7-A", "Proteção do bilby.")
    assert _found("bilby") == []
    with commit():
        services.publish_version(draft)
    assert _found("bilby") == [(_HERE, "pt")]


def test_a_draft_thrown_away_takes_nothing_with_it(act: Act, commit: Any) -> None:
    with commit():
        services.discard_draft(services.draft_of(ActVersion.objects.get(act=act)))
    assert _found("lagoa") == [(_HERE, "pt")]


def test_a_withdrawn_version_is_not_found(act: Act, commit: Any) -> None:
    with commit():
        services.withdraw_version(ActVersion.objects.get(act=act))
    assert _found("lagoa") == []


def test_only_the_version_of_today_is_found(act: Act, commit: Any) -> None:
    tree = (Node(Kind.ARTICLE, "1", heading="Numbats"),)
    with commit():
        later = services.save_version(act=act, in_force_from=date(2002, 1, 1), trees={"pt": tree})
        services.publish_version(later)
    assert _found("lagoa") == []
    assert _found("numbats") == [("/pt/law/ato-ficticio/art-1/", "pt")]
    with commit():
        future = services.save_version(act=act, in_force_from=date(9999, 1, 1), trees={"pt": _TREE})
        services.publish_version(future)
    assert _found("lagoa") == []


def test_on_the_day_on_which_a_version_comes_the_background_worker_finds_it(
    act: Act, commit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = (Node(Kind.ARTICLE, "1", heading="Dos numbats", text="Os numbats."),)
    comes = timezone.localdate() + timedelta(days=3)
    with commit():
        services.publish_version(
            services.save_version(act=act, in_force_from=comes, trees={"pt": tree})
        )
    job = work.daily(law_search.follow_the_day)
    job()
    assert _found("numbats") == []
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=3))
    job()
    assert _found("numbats") == [("/pt/law/ato-ficticio/art-1/", "pt")]
    assert _found("lagoa") == []
    assert "follow_the_day" in {job.__name__ for job in work.JOBS}


def test_a_daily_job_runs_at_the_first_round_and_again_only_the_next_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[int] = []
    job = work.daily(lambda: runs.append(1))
    for _round in range(3):
        job()
    assert runs == [1]
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    job()
    job()
    assert runs == [1, 1]


def test_without_its_page_no_article_is_found(act: Act, commit: Any) -> None:
    page = Page.objects.get(pk=LawPage.objects.get(slug="ato-ficticio").pk)
    with commit():
        page.specific.unpublish()
    assert _found("lagoa") == []
    with commit():
        page.specific.save_revision().publish()
    assert _found("lagoa") == [(_HERE, "pt")]
    with commit():
        page.delete()
    assert _found("lagoa") == []


def test_a_new_address_of_the_list_is_in_every_hit(act: Act, commit: Any) -> None:
    laws = LawIndexPage.objects.get(locale__language_code="pt")
    laws.slug = "leis"
    with commit():
        laws.save_revision().publish()
    assert _found("lagoa") == [("/pt/leis/ato-ficticio/art-7-a/", "pt")]


def test_an_act_is_found_by_its_number(act: Act) -> None:
    for words in ("decreto-lei n.º 999/2001", "999/2001", "ato ficticio 999"):
        assert {url for url, _language in _found(words)} >= {"/pt/law/ato-ficticio/"}, words


@pytest.mark.parametrize("code", ["tet", "pt", "en", "id"])
def test_the_articles_of_the_demonstration_are_found(code: str, client: Client) -> None:
    rebuild()
    url = find("art. 163", code).own[0].url
    assert url == f"/{code}/law/codigo-penal/art-163/"
    assert client.get(url).status_code == 200


def test_indexing_an_act_asks_as_much_for_many_articles_as_for_few() -> None:
    few = fictitious.version(20)
    _page(few.act)
    with CaptureQueriesContext(connection) as for_few:
        rebuild()
    services.publish_version(
        services.replace_texts(version=few, trees={"pt": fictitious.tree(200)})
    )
    with CaptureQueriesContext(connection) as for_many:
        rebuild()
    assert len(for_many) <= len(for_few) + 15  # a statement more for each 200 entries
