"""An index of its own for tests, with pages in all languages and articles of a made-up act."""

from home.models import SearchEntry
from home.search.documents import Document
from home.search.index import reindex


def document(title: str, text: str = "", language: str = "en", **more: object) -> Document:
    """A document whose address is its title in small letters."""
    values: dict[str, object] = {
        "kind": "page",
        "paths": {language: f"/{language}/{title.lower().replace(' ', '-')}/"},
        **more,
    }
    return Document(title=title, text=text, language=language, **values)  # type: ignore[arg-type]


def empty_index() -> None:
    """Takes away what the demonstration pages brought."""
    for key in set(SearchEntry.objects.values_list("key", flat=True)):
        reindex(key, [])


def article(number: int, heading: str, text: str, language: str = "pt") -> Document:
    """One article of the made-up act."""
    return document(
        f"Artigo {number}.º {heading}",
        text,
        language,
        kind="law",
        where=("Lei Fictícia", "Capítulo I"),
        work=f"law:fictitious:art_{number}",
        paths={code: f"/{code}/law/fictitious/art-{number}/" for code in ("pt", "tet", "en")},
    )
