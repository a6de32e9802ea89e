"""An editor pastes a text with faults, corrects it, accepts it; a publisher lets it out."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.live import LiveServer, run_manage

# A plainly fictitious act with a page in English.
_MAKE = """
from datetime import date
from committee_pages.models import Act, ActTitle, LawIndexPage, LawPage
act = Act.objects.create(subtype="lei", year=2099, number="1", made_on=date(2099, 1, 1))
ActTitle.objects.create(act=act, language="pt", title="Lei fictícia das nuvens")
index = LawIndexPage.objects.get(locale__language_code="en")
page = LawPage(title="Law on clouds", slug="clouds", summary="It does not exist.", act=act)
index.add_child(instance=page)
page.save_revision().publish()
print(act.pk)
"""
_TEXT = """\
LEI FICTÍCIA N.º 1/2099

CAPÍTULO I
DAS NUVENS

Artigo 1.º
(Objeto)
A presente lei fictícia estabelece
as regras das nuvens.

12

Artigo 2.º
Definições
1. Entende-se por:
a) «Nuvem», um objeto que não existe;
b) «Vento», um ar:
i) que sopra;
ii) que não sopra.
2. Quem soprar é punido.

Artigo 2.º
Pena
O sopro é punido com uma tarde de chuva.

Artigo 5.º
Fim
A presente lei nunca entra em vigor.
"""


def test_an_editor_imports_and_corrects_a_text_and_a_reader_sees_it(
    sign_in: Callable[..., Page],
    visit: Callable[..., Page],
    shot: Callable[..., None],
    server: LiveServer,
) -> None:
    act = run_manage(server.folder, "shell", "-c", _MAKE).splitlines()[-1]
    editor = sign_in("editor", java_script_enabled=False)
    editor.goto(f"/staff/cms/law/acts/{act}/")
    editor.get_by_role("link", name="Import a text").click()
    shot(editor, "law-import-empty")
    editor.get_by_label("Text", exact=True).fill(_TEXT)
    editor.get_by_label("In force from").fill("2099-01-01")
    editor.get_by_role("button", name="Preview").click()

    # Two faults that nobody may overlook, and a gap.
    said = editor.locator(".mh-import")
    expect(said).to_contain_text("Artigo 2.º is there twice: in line 13 and in line 22.")
    expect(said).to_contain_text("After Artigo 2.º in line 22 comes Artigo 5.º.")
    expect(editor.get_by_label("Line 11.")).to_have_value("12")
    expect(editor.get_by_role("button", name="Accept and save as a draft")).to_have_count(0)
    shot(editor, "law-import-faults")

    editor.get_by_label("Line 11.").fill("")
    text = editor.get_by_label("Text", exact=True)
    right = text.input_value().replace("Artigo 2.º\nPena", "Artigo 3.º\nPena")
    text.fill(right.replace("Artigo 5.º", "Artigo 4.º"))
    editor.get_by_role("button", name="Look again").click()
    expect(said).not_to_contain_text("twice")
    expect(said).not_to_contain_text("Is something missing?")
    editor.get_by_label("Leave out the 1 line that has no place.").check()
    shot(editor, "law-import-preview")
    editor.get_by_role("button", name="Accept and save as a draft").click()
    expect(editor.locator("body")).to_contain_text("Saved as a draft.")
    draft = editor.url
    assert visit("/en/law/clouds/").get_by_text("tarde de chuva").count() == 0

    publisher = sign_in("publisher")
    publisher.goto(draft)
    publisher.get_by_role("button", name="Publish this text").click()
    expect(publisher.locator("body")).to_contain_text("Published.")

    reader = visit("/en/law/clouds/", java_script_enabled=False)
    expect(reader.locator("body")).to_contain_text("O sopro é punido com uma tarde de chuva.")
    shot(reader, "law-import-read")

    # On a phone, with scripts: one word is another, and the preview shows it.
    editor = sign_in("editor", width=390, color_scheme="dark")
    editor.goto(f"/staff/cms/law/acts/{act}/import/")
    editor.get_by_label("Text", exact=True).fill(
        right.replace("Artigo 5.º", "Artigo 4.º").replace("tarde", "noite")
    )
    editor.get_by_label("In force from").fill("2099-06-01")
    editor.get_by_role("button", name="Preview").click()
    expect(editor.locator(".mh-import del").first).to_have_text("tarde")
    expect(editor.locator(".mh-import ins").first).to_have_text("noite")
    shot(editor, "law-import-changes")
