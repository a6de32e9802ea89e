"""The directory of services as a reader sees it, in one language on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.models import Service
from home.models.service import Certainty, Need, Serves
from home.municipalities import MUNICIPALITIES
from home.telephone import dialled

_GROUPS = (
    ("women", _("Women")),
    ("men", _("Men")),
    ("children", _("Children")),
    ("foreigners", _("People from other countries")),
)
_SERVED = {
    Serves.YES: _("yes"),
    Serves.NO: _("no, not here"),
    Serves.UNKNOWN: _("not said: ask first"),
}


@dataclass(frozen=True)
class Served:
    """Whether one group of people is helped, in words and for the mark beside them."""

    group: Any
    state: str
    words: Any


@dataclass(frozen=True)
class Card:
    """One service in the words of a language; `lang` is another one's where those are missing."""

    key: int
    lang: str
    name: str
    offers: str
    hours: str
    reach: str
    needs: tuple[Any, ...]
    served: tuple[Served, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]
    phone: str
    tel: str
    checked_on: date | None
    checked_by: str
    old_news: bool
    source: str
    second_hand: bool


@dataclass(frozen=True)
class Part:
    """The services of one municipality, or for one need."""

    code: str
    title: Any
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Directory:
    """All services, once and sorted in the ways in which people look for them."""

    cards: tuple[Card, ...]
    everywhere: tuple[Card, ...]
    municipalities: tuple[Part, ...]
    place_unknown: tuple[Card, ...]
    abroad: tuple[Card, ...]
    needs: tuple[Part, ...]


def directory(services: Iterable[Service], language: str, today: date) -> Directory:
    """Sorts services that were read with their texts; asks the database for nothing."""
    pairs = [(service, _card(service, language, today)) for service in services]
    return Directory(
        cards=tuple(card for _service, card in pairs),
        everywhere=tuple(card for service, card in pairs if service.nationwide),
        municipalities=tuple(
            Part(code, name, tuple(c for s, c in pairs if not s.nationwide and code in s.areas))
            for code, name in MUNICIPALITIES.items()
        ),
        place_unknown=tuple(
            c for s, c in pairs if not (s.nationwide or s.abroad or _known_areas(s))
        ),
        abroad=tuple(card for service, card in pairs if service.abroad),
        needs=tuple(
            Part(need.value, need.label, tuple(c for s, c in pairs if need.value in s.needs))
            for need in Need
        ),
    )


def _card(service: Service, language: str, today: date) -> Card:
    text = service.text_in(language)
    return Card(
        key=service.pk,
        lang=text.language if text and text.language != language else "",
        name=text.name if text else str(service),
        offers=text.offers if text else "",
        hours=text.hours if text else "",
        reach=text.reach if text else "",
        needs=tuple(need.label for need in Need if need.value in service.needs),
        served=_served(service),
        places=_places(service),
        languages=tuple(
            name for code, name in settings.LANGUAGES if code in (service.languages or ())
        ),
        phone=service.shown_phone,
        tel=dialled(service.shown_phone),
        checked_on=service.last_verified,
        checked_by=service.verified_by,
        old_news=service.is_old_news(today),
        source=service.source,
        second_hand=service.certainty == Certainty.SECONDARY,
    )


def _served(service: Service) -> tuple[Served, ...]:
    """Each group, with its answer; empty when nothing is said of any."""
    states = [(label, Serves(getattr(service, group))) for group, label in _GROUPS]
    if all(state is Serves.UNKNOWN for _label, state in states):
        return ()
    return tuple(Served(label, state.value, _SERVED[state]) for label, state in states)


def _known_areas(service: Service) -> list[str]:
    return [MUNICIPALITIES[code] for code in service.areas if code in MUNICIPALITIES]


def _places(service: Service) -> tuple[str, ...]:
    places = [gettext("In the whole country")] if service.nationwide else _known_areas(service)
    if service.abroad:
        places = [*places, gettext("In other countries")]
    return tuple(places)
