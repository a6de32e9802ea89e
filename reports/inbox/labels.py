"""The labels of an agency, and those on one tip."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Agency
from accounts.unlocked import Unlocked
from reports.inbox.holding import Card, change_card, hold
from reports.models import Label, Report
from vault.identity import Identity


class NameTaken(Exception):
    """Another label of the agency has this name."""


class NoSuchLabel(Exception):
    """The agency has no such label, or puts it on no tip any more."""


def labels_of(agency: Agency) -> list[Label]:
    """All labels of an agency by name, retired ones too."""
    return list(Label.objects.filter(agency=agency))


def add_label(lead: Unlocked, *, agency: Agency, name: str) -> Label:
    """Adds a label. Raises NameTaken."""
    return _save(lead, Label(agency=agency, name=name), "label.added")


def rename_label(lead: Unlocked, label: Label, *, name: str) -> Label:
    """Gives a label another name, on all tips that carry it. Raises NameTaken."""
    label.name = name
    return _save(lead, label, "label.renamed")


def retire_label(lead: Unlocked, label: Label, *, retired: bool) -> Label:
    """Takes a label out of use, or brings it back."""
    label.retired = retired
    return _save(lead, label, "label.retired" if retired else "label.restored")


@transaction.atomic
def _save(lead: Unlocked, label: Label, action: str) -> Label:
    others = Label.objects.filter(agency=label.agency, name__iexact=label.name)
    if others.exclude(pk=label.pk).exists():
        raise NameTaken
    try:
        label.save()
    except IntegrityError:  # of two leads at once, the second
        raise NameTaken from None
    audit.record(action, by=lead.user, target=f"label/{label.pk}")
    return label


@transaction.atomic
def put_labels(
    member: Unlocked,
    report: Report,
    case: Identity,
    *,
    shown: Iterable[str],
    chosen: Iterable[str],
) -> None:
    """Puts labels on a tip and takes others off, as far as the member changed what was shown.

    What another member put on or took off meanwhile stays as it is. Raises NoSuchLabel, Unopenable.
    """
    held = hold(report)
    added, removed = set(chosen) - set(shown), set(shown) - set(chosen)
    known = Label.objects.filter(agency=report.epoch.agency)
    if added - set(known.filter(retired=False).values_list("pk", flat=True)):
        raise NoSuchLabel
    if not added | removed:
        return

    def change(card: Card) -> Card:
        return {**card, "labels": sorted(set(card.get("labels", [])) - removed | added)}

    change_card(held, case, change)
    audit.record("tip.labelled", by=member.user, target=f"tip/{report.pk}")
