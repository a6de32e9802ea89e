"""The pages of an act: what they show, in which language, at what cost."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from committee_pages.law import services
from committee_pages.law.structure import Kind, Node
from committee_pages.models import Act, ActVersion, LawPage, Term, TermWord
from portal.roles import PortalRole
from tests.committee_pages import fictitious
from tests.conftest import as_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

_CODES = [code for code, _name in settings.LANGUAGES]
_ACTS = ["lei-3-2017", "decreto-lei-9-2021", "codigo-penal"]


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


@pytest.fixture
def publish() -> Callable[..., None]:
    """Puts a page around an act, in English and Tetum."""

    def put(act: Act, slug: str = "fictitious") -> None:
        from wagtail.models import Locale

        above = LawPage.objects.filter(locale__language_code="en")[0].get_parent()
        page = LawPage(title="A fictitious act", slug=slug, summary="None.", act=act)
        page.locale = above.locale
        above.add_child(instance=page)
        page.save_revision().publish()
        copy = page.copy_for_translation(Locale.objects.get(language_code="tet"))
        copy.save_revision().publish()

    return put


@pytest.fixture
def large(publish: Callable[..., None]) -> ActVersion:
    """The fictitious act of 200 articles, with a page."""
    version = fictitious.version(200)
    publish(version.act)
    return version


def _two_versions(publish: Callable[..., None]) -> tuple[ActVersion, ActVersion]:
    """Article 3 loses a word and gains one in 2010; article 5 is new."""

    def tree(*words: str, last: str) -> dict[str, tuple[Node, ...]]:
        third = Node(Kind.ARTICLE, "3", "Third", "\n".join(words))
        articles = [Node(Kind.ARTICLE, n, f"No {n}", "Same.") for n in ("1", last)]
        return {"pt": (articles[0], third, articles[1])}

    act = fictitious.act()
    versions = [
        services.publish_version(
            services.save_version(act=act, in_force_from=day, trees=trees, amended_by=by)
        )
        for day, trees, by in (
            (date(2001, 2, 3), tree("The old rule holds.", last="4"), ""),
            (date(2010, 1, 1), tree("The new rule holds.", last="5"), "Lei n.º 1/2010"),
        )
    ]
    publish(act)
    return versions[0], versions[1]


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("slug", _ACTS)
def test_every_act_has_its_page_in_every_language_and_names_the_gazette(
    client: Client, code: str, slug: str
) -> None:
    page = _page(client, f"/{code}/law/{slug}/")
    assert f'<html lang="{code}"' in page
    assert "mj.gov.tl/jornal" in page
    for other in _CODES:
        assert f'href="/{other}/law/{slug}/"' in page


@pytest.mark.parametrize("slug", _ACTS)
def test_what_is_not_held_is_said_in_its_place_and_leads_to_the_gazette(
    client: Client, slug: str
) -> None:
    page = _page(client, f"/en/law/{slug}/")
    assert "ot yet transcribed" in page
    assert "The version in the official gazette prevails." in page
    assert "Our sources do not give the number of the gazette." in page


def test_the_demonstration_holds_no_text_of_any_article() -> None:
    texts = [
        text
        for version in ActVersion.objects.published()
        for place in version.provisions.all()
        for text in place.texts.values_list("text", flat=True)
    ]
    assert texts
    assert not any(texts)


@pytest.mark.parametrize("code", _CODES)
def test_an_article_has_a_page_with_plain_words_in_the_readers_language(
    client: Client, code: str
) -> None:
    page = _page(client, f"/{code}/law/codigo-penal/art-163/")
    note = {"tet": "prizaun husi tinan 8", "pt": "8 a 20 anos", "en": "8 to 20 years"}
    assert note.get(code, "8 sampai 20 tahun") in page
    for other in ("162", "164"):
        assert f'href="/{code}/law/codigo-penal/art-{other}/"' in page
    for other in _CODES:
        assert f'href="/{other}/law/codigo-penal/art-163/"' in page


@pytest.mark.parametrize(
    "path",
    [
        "art-1/",
        "art-163a/",
        "art-/",
        "art-163/art-164/",
        "nowhere/",
        "as-of/2001-01-01/",
        "as-of/2017-02-30/",
        "as-of/2017-01-25/art-1/",
        "as-of/2017-01-25/changes/",
        "as-of/99999-01-01/",
        "pdf/pdf/",
        "a/b/c/d/e/f/g/h/i/j/k/l/m/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/en/law/codigo-penal/{path}").status_code == 404


def test_a_draft_is_on_no_public_page(client: Client, publish: Callable[..., None]) -> None:
    version = fictitious.version(3)
    publish(version.act)
    fictitious.corrected(version, "chp_1__art_1", "Secret. Nobody may read this yet.")
    services.save_version(
        act=version.act,
        in_force_from=date(2005, 1, 1),
        trees={"pt": (Node(Kind.ARTICLE, "9", "Secret", "Nobody may read this yet."),)},
    )
    for path in ("", "art-1/", "as-of/2006-01-01/", "as-of/2001-02-03/art-1/"):
        page = _page(client, f"/en/law/fictitious/{path}")
        assert "Secret" not in page
        assert "2005" not in page
    work = version.act.work
    assert client.get(f"{work}/por@2005-01-01.json").status_code == 404
    for path in (f"{work}/por@2001-02-03.json", work):
        said = client.get(path, headers={"Accept": "application/json"}).content.decode()
        assert "Secret" not in said
        assert "2005" not in said


def test_an_act_without_a_published_page_has_no_address(client: Client) -> None:
    version = fictitious.version(3)
    for path in ("", "/por@2001-02-03", "/por@2001-02-03.json", "/~art_1"):
        assert client.get(f"{version.act.work}{path}").status_code == 404


def test_both_languages_stand_side_by_side_each_marked(client: Client, large: ActVersion) -> None:
    page = _page(client, "/tet/law/fictitious/art-1/")
    cells = re.findall(r'<div class="mh-law__cell" lang="(\w+)">', page)
    assert cells == ["tet", "pt"]
    assert 'id="chp_1__art_1__para_2__point_b"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_language_that_is_missing_is_never_replaced_by_another(
    client: Client, publish: Callable[..., None]
) -> None:
    version = services.save_version(
        act=fictitious.act(),
        in_force_from=date(2001, 2, 3),
        trees={"pt": (Node(Kind.ARTICLE, "1", "Objeto", "Este texto existe."),)},
    )
    services.publish_version(version)
    publish(version.act)
    page = _page(client, "/tet/law/fictitious/art-1/")
    first, second = page.split('<div class="mh-law__cell"')[1:3]
    assert "Este texto existe." not in first
    assert 'class="mh-law__missing"' in first
    assert "Este texto existe." in second
    assert second.startswith(' lang="pt"')


def test_an_english_reader_gets_a_translation_first_where_there_is_one(
    client: Client, publish: Callable[..., None]
) -> None:
    article = Node(Kind.ARTICLE, "1", "Object", "This text exists.")
    version = services.save_version(
        act=fictitious.act(), in_force_from=date(2001, 2, 3), trees={"en": (article,)}
    )
    services.publish_version(version)
    publish(version.act)
    page = _page(client, "/en/law/fictitious/art-1/")
    assert re.findall(r'<div class="mh-law__cell" lang="(\w+)">', page) == ["en", "pt", "tet"]


def test_the_contents_lead_to_every_article_and_chapter(client: Client, large: ActVersion) -> None:
    page = _page(client, "/en/law/fictitious/")
    for place in large.provisions.filter(kind__in=["chapter", "article"]):
        assert page.count(f'href="#{place.eid}"') == 2, place
        assert page.count(f'id="{place.eid}"') == 1, place
    for number in (1, 200):
        assert f'href="/en/law/fictitious/art-{number}/"' in page


def test_an_explained_word_leads_to_its_explanation_on_the_same_page(
    client: Client, publish: Callable[..., None]
) -> None:
    term = Term.objects.create(name="rule")
    TermWord.objects.create(term=term, language="pt", word="rule", explanation="What holds.")
    hidden = Term.objects.create(name="only there", act=fictitious.act("998"))
    TermWord.objects.create(term=hidden, language="pt", word="holds", explanation="Not here.")
    _two_versions(publish)
    page = _page(client, "/en/law/fictitious/art-3/")
    goal = re.search(r'<a class="mh-law-term" href="#([^"]+)">rule</a>', page)
    assert goal
    assert f'id="{goal[1]}"' in page
    assert "What holds." in page
    assert "Not here." not in page
    assert "What holds." not in _page(client, "/en/law/fictitious/art-1/")


def test_the_text_of_a_law_is_never_markup(client: Client, publish: Callable[..., None]) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="y">'
    term = Term.objects.create(name="evil")
    TermWord.objects.create(term=term, language="pt", word="alert", explanation=evil)
    article = Node(Kind.ARTICLE, "1", evil, evil, (Node(Kind.PARAGRAPH, "1", text=evil),))
    act = fictitious.act()
    for day in (date(2001, 2, 3), date(2002, 2, 3)):
        version = services.save_version(
            act=act,
            in_force_from=day,
            amended_by=evil,
            trees={"pt": (article, Node(Kind.ARTICLE, str(day.year), text=evil))},
            notes={"en": {"art_1": evil}},
        )
        services.publish_version(version)
    publish(act)
    for path in ("", "art-1/", "as-of/2002-02-03/changes/"):
        raw = client.get(f"/en/law/fictitious/{path}").content.decode()
        assert "<script>alert" not in raw
        assert "<img" not in raw


# ---- other days


@pytest.mark.parametrize("day", ["2017-01-25", " 2030-12-31 "])
def test_the_chooser_of_a_day_leads_to_its_address(client: Client, day: str) -> None:
    answer = client.get("/pt/law/codigo-penal/", {"day": day})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/pt/law/codigo-penal/as-of/{day.strip()}/"
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2017-01-24", "We hold no version of that day."),
        ("", "Give a day as year, month and day"),
        ("25/1/2017", "Give a day as year, month and day"),
        ("2017-02-30", "Give a day as year, month and day"),
        ("x" * 5000, "Give a day as year, month and day"),
        ("//evil.example", "Give a day as year, month and day"),
    ],
)
def test_a_day_that_is_none_is_said_on_the_page(client: Client, day: str, sentence: str) -> None:
    answer = client.get("/en/law/codigo-penal/", {"day": day})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "evil" not in answer.content.decode()


def test_a_day_shows_what_held_then_and_says_that_it_is_old(
    client: Client, publish: Callable[..., None]
) -> None:
    _two_versions(publish)
    assert "The new rule" in _page(client, "/en/law/fictitious/art-3/")
    old = _page(client, "/en/law/fictitious/as-of/2009-12-31/art-3/")
    assert "The old rule" in old
    assert "Old version" in old
    assert 'href="/en/law/fictitious/as-of/2001-02-03/art-4/"' in old
    assert 'href="/tet/law/fictitious/as-of/2009-12-31/art-3/"' in old
    assert "Old version" not in _page(client, "/en/law/fictitious/as-of/2010-01-01/art-3/")
    assert client.get("/en/law/fictitious/as-of/2009-12-31/art-5/").status_code == 404


def test_what_a_version_changed_is_marked_word_by_word(
    client: Client, publish: Callable[..., None]
) -> None:
    _two_versions(publish)
    for path in ("art-3/", "as-of/2010-01-01/changes/"):
        page = _page(client, f"/en/law/fictitious/{path}")
        assert "The <del>old </del><ins>new </ins>rule holds." in page
    page = _page(client, "/en/law/fictitious/as-of/2010-01-01/changes/")
    assert "<ins>No 5</ins>" in page
    assert "<del>No 4</del>" in page
    assert 'id="art_1"' not in page
    whole = _page(client, "/en/law/fictitious/")
    assert 'href="/en/law/fictitious/as-of/2010-01-01/changes/#art_3"' in whole
    assert "changes/#art_1" not in whole


def test_a_version_to_come_says_so(client: Client, publish: Callable[..., None]) -> None:
    act = fictitious.act()
    tree = {"pt": (Node(Kind.ARTICLE, "1", "One", "Words."),)}
    services.publish_version(
        services.save_version(act=act, in_force_from=date(2999, 1, 1), trees=tree)
    )
    publish(act)
    assert "Not yet in force" in _page(client, "/en/law/fictitious/")


# ---- what it costs


def _compressed(client: Client, path: str) -> int:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content)
    return len(answer.content)


@pytest.mark.parametrize("code", ["en", "tet"])
def test_an_act_of_200_articles_weighs_at_most_60_kb_and_an_article_12_kb(
    client: Client, large: ActVersion, code: str
) -> None:
    assert _compressed(client, f"/{code}/law/fictitious/") <= 60_000
    assert _compressed(client, f"/{code}/law/fictitious/art-100/") <= 12_000


def test_an_act_takes_at_most_12_queries_and_an_article_8_however_large(
    client: Client, large: ActVersion, django_assert_max_num_queries: Any
) -> None:
    trees = {language: services.tree_of(large, language) for language in ("pt", "tet")}
    later = services.save_version(act=large.act, in_force_from=date(2010, 1, 1), trees=trees)
    services.save_links(version=later, eid="chp_1__art_3", goals=[(large.act, "chp_1__art_4")])
    services.publish_version(later)
    for path, most in (("", 12), ("art-3/", 8), ("as-of/2001-02-03/", 12)):
        client.get(f"/en/law/fictitious/{path}")
        with django_assert_max_num_queries(most):
            assert client.get(f"/en/law/fictitious/{path}").status_code == 200


def test_every_page_of_the_law_opens_in_the_public_role_without_a_cookie() -> None:
    with as_role(PortalRole.PUBLIC):
        browser = Client()
        for path in (
            "/en/law/codigo-penal/",
            "/en/law/codigo-penal/art-163/",
            "/en/law/codigo-penal/as-of/2020-01-01/",
            "/akn/tl/act/decreto-lei/2009/19",
            "/akn/tl/act/decreto-lei/2009/19/por@2017-01-25.json",
        ):
            answer = browser.get(path)
            assert answer.status_code in {200, 302}, path
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")


def test_in_the_staff_role_the_law_has_no_public_address() -> None:
    with as_role(PortalRole.STAFF):
        for path in ("/en/law/codigo-penal/art-163/", "/akn/tl/act/lei/2017/3"):
            assert Client().get(path).status_code == 404
