"""An act that does not exist, with as many articles as a large one. For tests only."""

import random
from datetime import date

from committee_pages.law import services
from committee_pages.law.structure import Kind, Node
from committee_pages.models import Act, ActTitle, ActVersion, Subtype

FIRST_DAY = date(2001, 2, 3)
# A text of few words packs better than a law does: these are made, and many.
_SYLLABLES = ("ba", "ne", "ku", "ria", "to", "sae", "mi", "lor", "da", "fu", "hau", "ge", "pon")


def _words(chance: random.Random, count: int) -> str:
    made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(count))
    return f"{' '.join(made).capitalize()}."


def tree(articles: int, *, seed: str = "pt", chapters: int = 10) -> tuple[Node, ...]:
    """Chapters of articles; each article has two numbers, the second with two letters."""
    chance = random.Random(seed)
    per_chapter = -(-articles // chapters)
    return tuple(
        Node(
            Kind.CHAPTER,
            str(chapter + 1),
            heading=_words(chance, 3),
            children=tuple(
                _article(chance, number)
                for number in range(chapter * per_chapter + 1, (chapter + 1) * per_chapter + 1)
                if number <= articles
            ),
        )
        for chapter in range(chapters)
    )


def _article(chance: random.Random, number: int) -> Node:
    points = tuple(Node(Kind.POINT, letter, text=_words(chance, 6)) for letter in "ab")
    return Node(
        Kind.ARTICLE,
        str(number),
        heading=_words(chance, 4),
        children=(
            Node(Kind.PARAGRAPH, "1", text=_words(chance, 25)),
            Node(Kind.PARAGRAPH, "2", text=_words(chance, 12), children=points),
        ),
    )


def act(number: str = "999") -> Act:
    """The act alone, without a version."""
    made: Act = Act.objects.create(
        subtype=Subtype.DECREE_LAW, year=2001, number=number, made_on=FIRST_DAY
    )
    ActTitle.objects.create(act=made, language="pt", title="Ato fictício", authentic=True)
    ActTitle.objects.create(act=made, language="tet", title="Lei la loos", authentic=True)
    return made


def version(articles: int = 200, *, of: Act | None = None, day: date = FIRST_DAY) -> ActVersion:
    """A published version of the act in Portuguese and Tetum."""
    draft = services.save_version(
        act=of or act(),
        in_force_from=day,
        trees={"pt": tree(articles), "tet": tree(articles, seed="tet")},
    )
    return services.publish_version(draft)


def corrected(published: ActVersion, eid: str, text: str) -> ActVersion:
    """A draft of a version, with other Portuguese words in one article."""
    article = Node(Kind.ARTICLE, eid.rpartition("_")[2], heading="Another", text=text)
    return services.replace_article(version=published, eid=eid, nodes={"pt": article}, notes={})
