"""What changes the text of the law. Everything whole or not at all.

Nothing here changes what the public reads but `publish_version`, which the screens give to
publishers alone. `by` is the person signed in, for the history of the CMS; None for a program.
`seen` is the fingerprint of what that person looked at. One at a time writes to an act.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from committee_pages.law.faults import TextRefused
from committee_pages.law.rows import copy, write
from committee_pages.law.seen import fingerprint
from committee_pages.law.structure import Node
from committee_pages.law.trees import languages_of, notes_of, pruned, tree_of, with_article
from committee_pages.models import (
    Act,
    ActVersion,
    ProvisionLink,
    ProvisionText,
)

__all__ = [
    "change_about",
    "discard_draft",
    "draft_of",
    "languages_of",
    "notes_of",
    "publish_version",
    "replace_article",
    "replace_texts",
    "save_links",
    "save_version",
    "tree_of",
    "withdraw_version",
    "write_alone",
]

_ABOUT_A_VERSION = (
    "in_force_known",
    "amended_by",
    "amended_by_act",
    "is_extract",
    "compared_on",
)


@transaction.atomic
def save_version(
    *,
    act: Act,
    in_force_from: date,
    trees: Mapping[str, tuple[Node, ...]],
    notes: Mapping[str, Mapping[str, str]] | None = None,
    by: Any = None,
    **about: Any,
) -> ActVersion:
    """A new draft, from a tree per language. `notes` gives plain words by language and id.

    `about` may hold `in_force_known`, `amended_by`, `amended_by_act`, `is_extract` and
    `compared_on`. Raises TextRefused when the act has a version of that day, published or not
    (see `replace_texts`), and for a text that cannot be kept.
    """
    _check_about(about)
    write_alone(act.pk)
    if ActVersion.objects.filter(act=act, in_force_from=in_force_from).exists():
        raise TextRefused(
            _("This act has a version of %(day)s already.") % {"day": in_force_from.isoformat()}
        )
    version = ActVersion.objects.create(act=act, in_force_from=in_force_from, **about)
    write(version, trees, notes or {})
    log(version, "law.saved", user=by)
    return version


@transaction.atomic
def draft_of(version: ActVersion, *, by: Any = None) -> ActVersion:
    """The draft of the same day: the version itself, the one there is, or a copy made now.

    Raises TextRefused when the version is gone meanwhile.
    """
    _take(version)
    if not version.is_published:
        return version
    there = ActVersion.objects.drafts().filter(
        act=version.act_id, in_force_from=version.in_force_from
    )
    if found := there.first():
        return found
    about = {name: getattr(version, name) for name in _ABOUT_A_VERSION}
    draft = ActVersion.objects.create(act=version.act, in_force_from=version.in_force_from, **about)
    copy(version, draft)
    log(draft, "law.draft", user=by)
    return draft


@transaction.atomic
def replace_texts(
    *, version: ActVersion, trees: Mapping[str, tuple[Node, ...]], by: Any = None
) -> ActVersion:
    """The draft of a version with these trees in place of those of the same languages.

    The other languages, the plain words and the links stay where their provision stays. A
    published version is not touched: its draft is. Raises TextRefused.
    """
    draft = draft_of(version, by=by)
    kept = languages_of(draft) - set(trees)
    everything = {language: pruned(tree_of(draft, language)) for language in sorted(kept)}
    notes = notes_of(draft)
    links = list(
        ProvisionLink.objects.filter(provision__version=draft).values_list(
            "provision__eid", "to_act_id", "to_eid"
        )
    )
    draft.provisions.all().delete()
    by_eid = write(draft, {**everything, **trees}, notes)
    ProvisionLink.objects.bulk_create(
        ProvisionLink(provision=by_eid[eid], to_act_id=act, to_eid=goal)
        for eid, act, goal in links
        if eid in by_eid
    )
    log(draft, "law.saved", user=by)
    return draft


@transaction.atomic
def replace_article(
    *,
    version: ActVersion,
    eid: str,
    nodes: Mapping[str, Node],
    notes: Mapping[str, str],
    by: Any = None,
) -> ActVersion:
    """The draft of a version with this article, numbers and letters included, in these languages.

    Plain words are by language and stand at the article itself. Raises TextRefused.
    """
    draft = draft_of(version, by=by)
    if not draft.provisions.filter(eid=eid).exists():
        raise TextRefused(_("This version has no %(place)s.") % {"place": eid})
    trees = {
        language: pruned(with_article(tree_of(draft, language), eid, node))
        for language, node in nodes.items()
    }
    # An article of which nobody has a word stays in the outline.
    trees.setdefault("pt", tree_of(draft, "pt"))
    first = next(iter(trees))
    trees[first] = with_article(tree_of(draft, first), eid, nodes.get(first))
    draft = replace_texts(version=draft, trees=trees, by=by)
    provision = draft.provisions.get(eid=eid)
    for language, note in notes.items():
        ProvisionText.objects.update_or_create(
            provision=provision, language=language, defaults={"note": note}
        )
    return draft


@transaction.atomic
def change_about(version: ActVersion, *, by: Any = None, **about: Any) -> ActVersion:
    """The draft of a version with this said about it."""
    _check_about(about)
    draft = draft_of(version, by=by)
    for name, value in about.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(about))
    log(draft, "law.saved", user=by)
    return draft


@transaction.atomic
def save_links(*, version: ActVersion, eid: str, goals: list[tuple[Act, str]]) -> None:
    """Puts these "see also" links in place of those of a provision of a draft."""
    _refuse_published(version)
    provision = version.provisions.get(eid=eid)
    provision.links.all().delete()
    ProvisionLink.objects.bulk_create(
        ProvisionLink(provision=provision, to_act=act, to_eid=goal) for act, goal in goals
    )


@transaction.atomic
def publish_version(version: ActVersion, *, seen: str = "", by: Any = None) -> ActVersion:
    """Lets the public read a draft, in place of the published version of the same day.

    Raises TextRefused when it is another text than the one that was seen.
    """
    _take_draft(version, seen)
    ActVersion.objects.published().filter(
        act=version.act_id, in_force_from=version.in_force_from
    ).delete()
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    log(version, "law.published", user=by)
    return version


@transaction.atomic
def discard_draft(version: ActVersion, *, seen: str = "", by: Any = None) -> None:
    """Throws a draft away. Raises TextRefused when it is another text than the one seen."""
    _take_draft(version, seen)
    log(version.act, "law.discarded", user=by, data={"day": version.in_force_from.isoformat()})
    version.delete()


@transaction.atomic
def withdraw_version(version: ActVersion, *, by: Any = None) -> None:
    """Takes a published version from the public: it becomes a draft. Raises TextRefused."""
    _take(version)
    if ActVersion.objects.drafts().filter(act=version.act_id, in_force_from=version.in_force_from):
        raise TextRefused(_("There is a draft of this day. Publish it or throw it away first."))
    version.published_at = None
    version.save(update_fields=["published_at"])
    log(version, "law.withdrawn", user=by)


def write_alone(act_id: int) -> None:
    """Lets one transaction at a time write to an act. SQLite does so by itself."""
    Act.objects.select_for_update().filter(pk=act_id).first()


def _take(version: ActVersion) -> None:
    """Waits for whoever writes to the act, then reads the version as they left it.

    Raises TextRefused when it is gone.
    """
    write_alone(version.act_id)
    try:
        version.refresh_from_db()
    except ActVersion.DoesNotExist:
        raise TextRefused(_("Somebody else replaced this text just now. Look again.")) from None


def _take_draft(version: ActVersion, seen: str) -> None:
    _refuse_published(version)
    _take(version)
    if version.is_published:
        raise TextRefused(_("Somebody else published this text just now."))
    if seen and seen != fingerprint(version):
        raise TextRefused(_("Somebody changed this text since you looked at it. Look again."))


def _check_about(about: Mapping[str, Any]) -> None:
    unknown = set(about) - set(_ABOUT_A_VERSION)
    if unknown:
        raise TypeError(f"a version has no {sorted(unknown)}")


def _refuse_published(version: ActVersion) -> None:
    if version.is_published:
        raise ValueError("a published version is not written to")
