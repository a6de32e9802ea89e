"""What is found, in which order, and what it costs. Also run on PostgreSQL."""

from typing import Any

import pytest
from django.db import connection

from home.models import SearchWord
from home.search.finding import Results, find
from home.search.index import reindex
from tests.home.search.samples import article, document, empty_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index() -> None:
    empty_index()
    reindex(
        "law:1",
        [
            article(163, "Tráfico de pessoas", "Quem aliciar pessoas para exploração é punido."),
            article(164, "Agravação", "A pena do artigo 163.º é agravada."),
            article(16, "Imputabilidade", "Menores de 16 anos."),
            article(163, "Tráfiku ema", "Ema ne’ebé halo tráfiku hetan kastigu ne'e.", "tet"),
        ],
    )
    reindex(
        "news:1",
        [
            document("Meeting in Dili", "They spoke about human trafficking.", kind="news"),
            document("Enkontru iha Dili", "Sira ko'alia kona-ba tráfiku ema.", "tet", kind="news"),
        ],
    )
    reindex("page:1", [document("Trafficking", "What it is.", headings="Signs")])
    reindex("page:2", [document("Signs", "How trafficking looks like.")])


def titles(results: Results) -> list[str]:
    return [
        str(hit.title).replace("<mark>", "").replace("</mark>", "")
        for hit in results.own + results.others
    ]


@pytest.mark.parametrize(
    "asked",
    ["tráfico", "trafico", "TRÁFICO", "trafico de pessoas", "pessoas tráfico", "Tra\u0301fico"],
)
def test_accents_and_case_do_not_matter(asked: str) -> None:
    assert titles(find(asked, "pt"))[0] == "Artigo 163.º Tráfico de pessoas"


@pytest.mark.parametrize("asked", ["ne'e", "ne’e", "neʼe", "nee"])
def test_tetum_apostrophes_do_not_matter(asked: str) -> None:
    results = find(asked, "tet")
    assert titles(results) == ["Artigo 163.º Tráfiku ema"]
    assert "<mark>ne&#x27;e</mark>" in results.own[0].passage
    assert "<mark>ne’ebé</mark>" in results.own[0].passage


@pytest.mark.parametrize(
    "asked", ["art 163", "artigo 163.º", "artigu 163", "article 163", "pasal 163", "163", "art.163"]
)
def test_the_number_of_an_article_leads_to_the_article(asked: str) -> None:
    results = find(asked, "pt")
    assert results.own[0].url == "/pt/law/fictitious/art-163/"
    assert "Imputabilidade" not in "".join(titles(results))


def test_a_number_is_no_beginning_of_another() -> None:
    assert titles(find("artigo 16", "pt")) == ["Artigo 16.º Imputabilidade"]


@pytest.mark.parametrize(
    ("asked", "found", "close"),
    [
        ("trafficing", "Trafficking", "trafficking"),
        ("traficking", "Trafficking", "trafficking"),
        ("trafifcking", "Trafficking", "trafficking"),
        ("meetnig", "Meeting in Dili", "meeting"),
        ("imputabilidad", "Artigo 16.º Imputabilidade", None),
        ("imputablidade", "Artigo 16.º Imputabilidade", "imputabilidade"),
        ("enkontro", "Enkontru iha Dili", "enkontru"),
    ],
)
def test_a_slip_of_the_hand_is_understood_and_said(
    asked: str, found: str, close: str | None
) -> None:
    results = find(asked, "en")
    assert titles(results)[0] == found
    assert results.close == ((close,) if close else ())


@pytest.mark.parametrize("asked", ["xyzzy", "trombone", "zzz", "9999", "artigo 999"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    results = find(asked, "en")
    assert (results.total, results.own, results.others, results.pages) == (0, (), (), 1)


def test_the_title_comes_before_the_heading_and_the_heading_before_the_text() -> None:
    assert titles(find("signs", "en")) == ["Signs", "Trafficking"]
    assert titles(find("trafficking", "en")) == ["Trafficking", "Signs", "Meeting in Dili"]


def test_the_article_comes_before_those_that_name_it() -> None:
    found = titles(find("artigo 163", "pt"))
    assert found == ["Artigo 163.º Tráfico de pessoas", "Artigo 164.º Agravação"]


def test_what_it_lies_in_helps_to_find_it() -> None:
    assert titles(find("lei ficticia agravação", "pt")) == ["Artigo 164.º Agravação"]


def test_the_visitors_language_comes_first_and_each_work_once() -> None:
    results = find("tráfiku tráfico trafficking", "tet")
    assert results.loose
    assert {hit.language for hit in results.own} == {"tet"}
    assert titles(results)[:2] == ["Artigo 163.º Tráfiku ema", "Enkontru iha Dili"]
    assert {hit.language for hit in results.others} == {"en"}
    assert "Artigo 163.º Tráfico de pessoas" not in titles(results)


def test_a_text_without_translation_opens_in_the_visitors_own_frame() -> None:
    hit = find("agravação", "en").others[0]
    assert (hit.language, hit.language_name) == ("pt", "Português")
    assert hit.url == "/en/law/fictitious/art-164/"
    assert find("agravação", "id").others[0].url == "/pt/law/fictitious/art-164/"


def test_more_words_find_what_has_all_of_them_before_what_has_some() -> None:
    results = find("meeting trafficking xyzzy", "en")
    assert results.loose
    assert results.total == 3
    assert not find("meeting dili", "en").loose


def test_a_kind_narrows_and_every_kind_is_counted() -> None:
    everything = find("trafficking", "en")
    assert [(kind.code, kind.number) for kind in everything.kinds] == [("news", 1), ("page", 2)]
    narrowed = find("trafficking", "en", kind="news")
    assert titles(narrowed) == ["Meeting in Dili"]
    assert (narrowed.kind, narrowed.total, narrowed.everything) == ("news", 1, 3)
    assert narrowed.kinds == everything.kinds


@pytest.mark.parametrize("kind", ["nowhere", "law", "' OR 1=1 --", "\x00"])
def test_a_kind_without_hits_is_no_filter(kind: str) -> None:
    assert find("trafficking", "en", kind=kind).kind == ""


def test_results_come_in_pages_and_any_number_is_a_page() -> None:
    reindex("many", [document(f"Item {n}", "A wordish text.") for n in range(25)])
    first, last = find("wordish", "en"), find("wordish", "en", page=3)
    assert (len(first.own), first.pages, first.previous, first.next) == (10, 3, None, 2)
    assert (len(last.own), last.previous, last.next) == (5, 2, None)
    seen = [hit.url for page in (1, 2, 3) for hit in find("wordish", "en", page=page).own]
    assert len(set(seen)) == 25
    assert find("wordish", "en", page=99) == last
    assert find("wordish", "en", page=-1) == first


_HOSTILE = [
    *('"', "'", '""', "'' OR ''=''", '"a" OR "b"', "NEAR(a b)", "title:x", "a*", "*", "^a", "-a"),
    *("a AND", "AND", "OR", "NOT", "(((((", "{a}: b", "a & b | !c", "a:*", "<->", ":A", "\\", "%"),
    *("%s", "%(x)s", "_", "'; DROP TABLE home_searchentry; --", "\x00", "a\x00b", "\ud800"),
    *("\u202etra", "<script>alert(1)</script>", "{{ 7 }}", "😀", "𞤀𞤁𞤂", "中文文字", "\u0300\u0300"),
    *("ـــ", "½²³", "١٦٣", "ﷺ", "ßßß", "İİİ", "a" * 10_000, "a " * 5_000, "é" * 10_000),
    *("artigo 99999999999999999999", "art 00000", "1e5", "0x41", "a.b@c.org", "http://a.b/c"),
]


@pytest.mark.parametrize("asked", _HOSTILE)
def test_hostile_queries_find_nothing_they_should_not_and_break_nothing(asked: str) -> None:
    for text in (asked, f"trafficking {asked}", f"{asked}trafficking"):
        results = find(text, "en")
        for hit in results.own + results.others:
            assert "<script" not in hit.passage + hit.title
    assert titles(find("trafficking", "en"))[0] == "Trafficking"


@pytest.mark.parametrize(
    "asked", ["trafficking", "xyzzy", "trafficing meetnig dilli xyzzy agravasao", "artigo 163"]
)
def test_the_queries_are_few_and_do_not_grow(
    asked: str, django_assert_max_num_queries: Any
) -> None:
    reindex("many", [document(f"Trafficking {n}", "Xyzzy artigo 163.") for n in range(30)])
    with django_assert_max_num_queries(6):
        find(asked, "en")
    with django_assert_max_num_queries(2):
        find("trafficking", "en")


def test_too_little_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for text in ("", "a", "…", "\x00"):
            assert find(text, "en").total == 0


def test_what_is_gone_is_neither_found_nor_guessed() -> None:
    reindex("secret", [document("Unpublished", "Something clandestine.")])
    assert find("clandestin", "en").total == 1
    reindex("secret", [])
    assert find("clandestine", "en").total == 0
    assert find("clandestyne", "en").close == ()
    assert not SearchWord.objects.filter(word="clandestine").exists()


def test_words_are_counted_by_the_entries_that_hold_them() -> None:
    assert SearchWord.objects.get(word="dili").uses == 2
    reindex("more", [document("Dili", "Dili, dili.")])
    assert SearchWord.objects.get(word="dili").uses == 3
    reindex("more", [document("Dili")])
    assert SearchWord.objects.get(word="dili").uses == 3
    reindex("more", [document("Baucau")])
    assert SearchWord.objects.get(word="dili").uses == 2


def test_the_index_is_the_one_of_the_database_in_use() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'home_searchentry_fts'")
            assert "fts5" in cursor.fetchone()[0]
        else:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'home_search%%'")
            found = " ".join(row[0] for row in cursor.fetchall())
            assert "gin (vector)" in found
            assert "gist_trgm_ops" in found
