"""The screen where an editor imports a text: nothing is saved that was not previewed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committee_pages.law import services
from committee_pages.law.akn.writing import write
from committee_pages.law.importing.proposals import Proposal
from committee_pages.law.parsing.reader import read_text
from committee_pages.law.structure import with_ids
from committee_pages.models import Act, ActVersion, ProvisionText
from tests.committee_pages import fictitious
from tests.committee_pages.law.samples import IDS, PORTUGUESE, TETUM
from tests.committee_pages.law.test_akn import ABOUT
from tests.committee_pages.law.word_files import changed, word_file

pytestmark = pytest.mark.django_db
DAY = "2099-01-01"


@pytest.fixture
def act() -> Act:
    return fictitious.act()


class Editor:
    """An editor's browser on the import screen of an act."""

    def __init__(self, browser: Client, act: Act) -> None:
        self.browser, self.url = browser, f"/staff/cms/law/acts/{act.pk}/import/"
        self.page = ""

    def send(self, button: str = "preview", **fields: Any) -> Any:
        """Presses a button; gives the answer."""
        data = {"language": "pt", "target": "", "in_force_from": DAY, **fields, button: "1"}
        answer = self.browser.post(self.url, data)
        self.page = answer.content.decode()
        return answer

    def preview(self, text: str, **fields: Any) -> str:
        """The page with the preview."""
        assert self.send(text=text, **fields).status_code == 200
        return self.page

    def accept(self, text: str | None = None, **fields: Any) -> Any:
        """Accepts what the page shows, or another text under the same seal."""
        sent = {"seal": self.hidden("seal"), "leave_out": "1", **fields}
        return self.send("accept", text=self.shown if text is None else text, **sent)

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, self.page
        return found[1]

    @property
    def shown(self) -> str:
        """What stands in the text area."""
        found = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', self.page, re.DOTALL)
        assert found
        return (
            found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
            .replace("&#x27;", "'").replace("&amp;", "&")
        )  # fmt: skip


@pytest.fixture
def editor(sign_in: Callable[[str], Client], act: Act) -> Editor:
    return Editor(sign_in("editor"), act)


def nothing_saved() -> bool:
    return not ActVersion.objects.filter(act__year=2001).exists()


def test_a_text_is_previewed_accepted_and_kept_as_a_draft(editor: Editor, act: Act) -> None:
    page = editor.preview(PORTUGUESE)
    assert nothing_saved()
    for words in (
        "What was understood",
        "Lines 1 to 6",
        "before the first chapter",
        "Artigo 3.º-A",
    ):
        assert words in page
    assert editor.accept().status_code == 302
    version = ActVersion.objects.get(act=act)
    assert (version.in_force_from, version.is_published) == (date(2099, 1, 1), False)
    assert services.tree_of(version, "pt") == read_text(PORTUGUESE).nodes


def test_tetum_joins_the_portuguese_text_of_a_version(editor: Editor, act: Act) -> None:
    editor.preview(PORTUGUESE)
    editor.accept()
    version = ActVersion.objects.get(act=act)
    fields = {"language": "tet", "target": str(version.pk), "in_force_from": ""}
    page = editor.preview(TETUM, **fields)
    assert "All of it is new" in page
    assert editor.accept(**fields).status_code == 302
    version = ActVersion.objects.get(act=act)
    assert services.tree_of(version, "pt") == read_text(PORTUGUESE).nodes
    assert services.tree_of(version, "tet") == read_text(TETUM).nodes


def test_the_preview_shows_what_would_change_word_by_word(editor: Editor, act: Act) -> None:
    services.save_version(
        act=act, in_force_from=date(2098, 1, 1), trees={"pt": read_text(PORTUGUESE).nodes}
    )
    page = editor.preview(PORTUGUESE.replace("tarde de chuva", "noite de chuva"))
    assert "<del>tarde</del><ins>noite</ins> de chuva." in page
    assert "Artigo 3.º</strong>" in page
    assert "Nothing. The text is the same" in editor.preview(PORTUGUESE)


def test_a_published_version_stays_and_its_draft_changes(editor: Editor, act: Act) -> None:
    version = services.publish_version(
        services.save_version(
            act=act, in_force_from=date(2099, 1, 1), trees={"pt": read_text(PORTUGUESE).nodes}
        )
    )
    fields = {"target": str(version.pk), "in_force_from": ""}
    editor.preview(PORTUGUESE.replace("tarde", "noite"), **fields)
    assert editor.accept(**fields).status_code == 302
    assert services.tree_of(version, "pt") == read_text(PORTUGUESE).nodes
    draft = ActVersion.objects.drafts().get(act=act)
    assert ProvisionText.objects.filter(provision__version=draft, text__contains="noite").exists()


def test_a_version_of_a_day_that_there_is_is_refused_with_a_sentence(
    editor: Editor, act: Act
) -> None:
    services.save_version(
        act=act, in_force_from=date(2099, 1, 1), trees={"pt": read_text(PORTUGUESE).nodes}
    )
    assert "This act has a version of that day." in editor.preview(PORTUGUESE)
    assert ActVersion.objects.filter(act=act).count() == 1


def test_a_version_that_somebody_saved_meanwhile_is_not_overwritten(
    editor: Editor, act: Act
) -> None:
    editor.preview(PORTUGUESE)
    services.save_version(
        act=act, in_force_from=date(2099, 1, 1), trees={"pt": read_text("Artigo 1.º\nX.").nodes}
    )
    assert editor.accept().status_code == 200
    assert "This act has a version of that day." in editor.page
    assert ProvisionText.objects.get(provision__version__act=act).text == "X."


@pytest.mark.parametrize(
    "changed_field",
    [
        {"text": PORTUGUESE.replace("tarde", "noite")},
        {"language": "tet"},
        {"in_force_from": "2099-01-02"},
        {"amended_by": "Lei n.º 2/2099"},
        {"is_extract": "on"},
        {"seal": "forged"},
        {"seal": ""},
    ],
    ids=lambda field: next(iter(field)),
)
def test_what_was_not_previewed_is_not_accepted(
    editor: Editor, changed_field: dict[str, str]
) -> None:
    editor.preview(PORTUGUESE)
    answer = editor.accept(**changed_field)
    assert answer.status_code == 200
    assert "Something changed since the preview" in editor.page
    assert nothing_saved()
    # What is shown now is what would be saved.
    fields = {name: value for name, value in changed_field.items() if name not in {"text", "seal"}}
    assert editor.accept(**fields).status_code == 302


def test_a_preview_is_stale_once_the_held_text_has_changed(editor: Editor, act: Act) -> None:
    held = services.save_version(
        act=act, in_force_from=date(2098, 1, 1), trees={"pt": read_text(PORTUGUESE).nodes}
    )
    editor.preview(PORTUGUESE)
    services.replace_texts(
        version=held, trees={"pt": read_text(PORTUGUESE.replace("tarde", "noite")).nodes}
    )
    assert editor.accept().status_code == 200
    assert "Something changed since the preview" in editor.page


def test_lines_without_a_place_are_left_out_only_when_somebody_says_so(editor: Editor) -> None:
    editor.preview(PORTUGUESE)
    sent = {"seal": editor.hidden("seal"), "text": editor.shown}
    assert editor.send("accept", **sent).status_code == 200
    assert "Tick that the lines without a place may be left out" in editor.page
    assert nothing_saved()


def test_lines_are_corrected_in_their_boxes(editor: Editor) -> None:
    text = "Artigu 1\nHuu.\n\n12\n\nArtigos 2.º e 3.º\n(Revogados)\n\nArtigo 4.º\nT."
    page = editor.preview(text)
    assert 'name="fix-4-4"' in page
    assert 'name="fix-6-6"' in page
    corrections = {
        "fix-4-4": "",
        "was-4-4": "12",
        "fix-6-6": "Artigo 2.º\r\n(Revogado)\r\nArtigo 3.º",
        "was-6-6": "Artigos 2.º e 3.º",
    }
    page = editor.preview(text, **corrections)
    assert "fix-" not in page
    assert editor.shown.split("\n")[4:8] == [
        "Artigo 2.º",
        "(Revogado)",
        "Artigo 3.º",
        "(Revogados)",
    ]
    assert editor.accept().status_code == 302


def test_a_correction_whose_lines_are_gone_is_shown_and_not_lost(editor: Editor) -> None:
    editor.preview("Perdida.\nArtigo 1.º\nT.", **{"fix-1-1": "Achada.", "was-1-1": "Outra linha."})
    assert "found its lines no more" in editor.page
    assert "<pre>Achada.</pre>" in editor.page


def test_duplicates_cannot_be_accepted_even_with_a_seal(editor: Editor, act: Act) -> None:
    text = "Artigo 1.º\nT.\nArtigo 1.º\nT."
    page = editor.preview(text)
    assert "Artigo 1.º is there twice: in line 1 and in line 3." in page
    assert 'name="accept"' not in page
    seal = Proposal(act=act, text=text, language="pt", day=date(2099, 1, 1)).seal()
    assert editor.send("accept", text=text, seal=seal).status_code == 200
    assert "A number is there twice" in editor.page
    assert nothing_saved()


def _upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("lei.docx", data)


def test_a_word_file_becomes_the_text_of_the_page(editor: Editor) -> None:
    editor.send(file=_upload(word_file(*PORTUGUESE.splitlines())))
    assert "DISPOSIÇÕES GERAIS" in editor.shown
    assert editor.accept().status_code == 302
    version = ActVersion.objects.get(act__year=2001)
    assert [eid for eid, _node in with_ids(services.tree_of(version, "pt"))] == IDS


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (changed(word_file("x"), {"word/vbaProject.bin": b"x"}), "has macros"),
        (b"%PDF-1.4", "PDF is not read"),
        (b"", "This file is empty"),
        (b"<!DOCTYPE akomaNtoso [<!ENTITY a 'b'>]><akomaNtoso/>", "declares a document type"),
        (b"<?xml version='1.0'?><x/>", "not Akoma Ntoso 3.0"),
        (b"x" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
    ],
    ids=range(6),
)
def test_a_bad_file_is_refused_beside_its_field_and_the_text_stays(
    editor: Editor, data: bytes, sentence: str
) -> None:
    editor.send(text="Artigo 1.º\nT.", file=_upload(data))
    assert sentence in editor.page
    assert "The text was not read." in editor.page
    assert nothing_saved()


def test_a_pasted_document_with_entities_is_refused(editor: Editor) -> None:
    text = "<?xml version='1.0'?>\n<!DOCTYPE akomaNtoso [<!ENTITY a 'b'>]><akomaNtoso/>"
    assert "Line 2 declares a document type" in editor.preview(text)
    assert editor.shown == text


def test_a_document_of_another_act_or_language_is_doubted(editor: Editor, act: Act) -> None:
    nodes = read_text(PORTUGUESE).nodes
    page = editor.preview(write(ABOUT, nodes).decode())
    assert "says that it is /akn/tl/act/lei/2099/1/por@2099-01-01." in page
    own = replace(ABOUT, subtype=act.subtype, year=act.year, number=act.number)
    assert "says that it is" not in editor.preview(write(own, nodes).decode())
    assert editor.accept(leave_out="").status_code == 302
    assert services.tree_of(ActVersion.objects.get(act=act), "pt") == nodes


def test_an_empty_form_says_what_is_missing(editor: Editor) -> None:
    assert "Paste a text or choose a file." in editor.preview("")
    assert "Give the day from which this text holds." in editor.preview("x", in_force_from="")
    for fields in ({"language": "en"}, {"target": "999999"}, {"in_force_from": "soon"}):
        assert "The text was not read." in editor.preview("Artigo 1.º\nT.", **fields)


def test_a_text_longer_than_any_law_is_refused(editor: Editor) -> None:
    assert "more than 2000000 characters" in editor.preview("x" * 2_000_001)


def test_a_heading_too_long_to_be_kept_is_refused_and_nothing_saved(editor: Editor) -> None:
    editor.preview(f"CAPÍTULO I - {'Nuvem ' * 60}\nArtigo 1.º\nT.")
    assert editor.accept().status_code == 200
    assert "is too long" in editor.page
    assert nothing_saved()


def test_markup_in_a_text_stays_words(editor: Editor) -> None:
    page = editor.preview("Artigo 1.º\n<script>alert(1)</script> nuvem.\n\n12\n")
    assert "<script>alert(1)" not in page


def test_only_people_of_the_pages_reach_the_screen(
    sign_in: Callable[[str], Client], act: Act, client: Client
) -> None:
    url = f"/staff/cms/law/acts/{act.pk}/import/"
    assert client.get(url).status_code == 302
    assert sign_in("triage").get(url).status_code == 404
    assert sign_in("publisher").get(url).status_code == 200
    editor = sign_in("editor")
    assert editor.get(url).status_code == 200
    assert editor.get("/staff/cms/law/acts/999999/import/").status_code == 404
    assert editor.put(url).status_code == 405
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = editor.cookies
    assert forged.post(url, {"text": "Artigo 1.º\nT."}).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_text(
    editor: Editor, act: Act, django_assert_max_num_queries: Any
) -> None:
    services.save_version(
        act=act, in_force_from=date(2098, 1, 1), trees={"pt": fictitious.tree(200)}
    )
    text = "".join(f"Artigo {n}.º\nNuvem\n1. Um.\n2. Dois.\n" for n in range(1, 201))
    with django_assert_max_num_queries(40):
        editor.preview(text)
