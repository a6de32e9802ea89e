"""Pictures and documents of news and of the committee."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from committee_pages.models import (
    CommitteeDocument,
    CommitteePage,
    NewsDocument,
    NewsIndexPage,
    NewsPage,
)
from home.media.publishing import publish_media
from home.shell import write_files
from tests.cms import paragraph, rows
from tests.committee_pages.items import add_item
from tests.home.media.uploads import stored_document, stored_picture, stored_recording

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path, db: None) -> None:
    """What is uploaded and published here is seen by no other test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLISHED_DIR = tmp_path / "published"
    write_files()


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def test_a_news_item_shows_its_picture_with_its_words(client: Client, index: NewsIndexPage) -> None:
    add_item(index, "Item", picture=stored_picture(), picture_alt="A boat at the quay")
    publish_media()
    page = _read(client, "/en/news/item/")
    picture = re.search(r"<img[^>]+>", page)
    assert picture
    assert 'alt="A boat at the quay"' in picture[0]
    assert 'loading="eager"' in picture[0]


@pytest.mark.parametrize("words", ["", "   "])
def test_a_picture_without_words_is_refused(index: NewsIndexPage, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_item(index, "Item", picture=stored_picture(), picture_alt=words)
    assert "picture_alt" in refused.value.message_dict


def test_documents_stand_in_the_editors_order_with_type_and_size(
    client: Client, index: NewsIndexPage, django_assert_max_num_queries: Any
) -> None:
    item = add_item(index, "Item")
    item.documents = [
        NewsDocument(document=stored_document("First"), sort_order=0),
        NewsDocument(document=stored_document("Untold"), title="Second", sort_order=1),
        NewsDocument(document=stored_recording(), title="Third", sort_order=2),
    ]
    item.save_revision().publish()
    publish_media()
    with django_assert_max_num_queries(12):
        page = _read(client, "/en/news/item/")
    assert re.search(
        r"First \(PDF, \d+ kB\).*Second \(PDF, \d+ kB\).*Third \(\d+ kB\)", page, re.DOTALL
    )
    assert "Untold" not in page
    assert '<audio class="mh-listen" controls preload="none"' in page


def test_a_document_that_is_not_published_yet_is_not_linked(
    client: Client, index: NewsIndexPage
) -> None:
    item = add_item(index, "Item")
    item.documents = [NewsDocument(document=stored_document("Waiting"))]
    item.save_revision().publish()
    assert "Waiting" not in _read(client, "/en/news/item/")


def test_the_committee_has_documents(client: Client) -> None:
    here = CommitteePage.objects.get(locale__language_code="en")
    here.documents = [CommitteeDocument(document=stored_document("Rules"))]
    here.save_revision().publish()
    publish_media()
    assert re.search(r"Rules \(PDF, \d+ kB\)", _read(client, "/en/committee/"))


def test_an_editor_chooses_a_picture_and_documents(
    index: NewsIndexPage, sign_in: Callable[[str], Client]
) -> None:
    picture, document = stored_picture(), stored_document()
    form = {
        "title": "Chosen",
        "slug": "chosen",
        "summary": "A summary.",
        "kind": "notice",
        "happened_on": "2024-05-06",
        "picture": str(picture.pk),
        "picture_alt": "A boat",
        "body": paragraph("Words."),
        **rows("people"),
        **rows("documents", {"document": str(document.pk), "title": "Rules"}),
        **rows("sources"),
        **rows("comments"),
    }
    add = f"/staff/cms/pages/add/committee_pages/newspage/{index.pk}/"
    answer = sign_in("editor").post(add, form)
    assert answer.status_code == 302
    made = NewsPage.objects.get(slug="chosen")
    assert made.picture == picture
    assert made.documents.get().document == document
