"""An activity of a plan: who does it, when, how far it is, and what shows that."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Revision

from committee_pages.models.institution import Institution
from committee_pages.models.plan import Pillar, Plan
from committee_pages.plan.activity_form import ActivityForm
from committee_pages.plan.days import LONGEST, Span, check_day, span
from committee_pages.plan.states import State
from home.models import Worded


class ActivityQuerySet(models.QuerySet["Activity", "Activity"]):
    """Reads of activities."""

    def in_full(self) -> "ActivityQuerySet":
        """With the words in all languages and the moves. Three queries."""
        return self.prefetch_related("texts", "moves")

    def published(self) -> "ActivityQuerySet":
        """What readers see, by pillar and day; what has no day comes last. Three queries."""
        pillars = [
            models.When(pillar=pillar, then=place) for place, pillar in enumerate(Pillar.values)
        ]
        when = models.Case(
            models.When(starts="", due="", then=models.Value("9")),
            models.When(starts="", then="due"),
            default="starts",
            output_field=models.CharField(),
        )
        return (
            self.filter(live=True)
            .in_full()
            .order_by(models.Case(*pillars, output_field=models.IntegerField()), when, "pk")
        )


def _day(label: Any, help_text: Any) -> Any:
    return models.CharField(
        label, max_length=LONGEST, blank=True, validators=[check_day], help_text=help_text
    )


class Activity(Worded):
    """One activity. Its words are `ActivityText`, one for each language.

    How far it is stands in its moves and not in a field: a draft that is published later would put
    an old state back.
    """

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="activities"
    )
    pillar = models.CharField(_("pillar"), max_length=11, choices=Pillar)
    owner = models.ForeignKey(
        Institution,
        verbose_name=_("who does it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("Leave it empty when no source says who."),
    )
    partners = ParentalManyToManyField(
        Institution, verbose_name=_("with whom"), blank=True, related_name="shared_activities"
    )
    starts = _day(_("begins"), _("2026-11-25, or only 2026-11, or only 2026. Empty: not dated."))
    due = _day(_("due"), _("The last day, written in the same way."))
    source = models.URLField(
        _("source"), max_length=500, blank=True, help_text=_("Where it is written.")
    )
    evidence_link = models.URLField(
        _("evidence"),
        max_length=500,
        blank=True,
        help_text=_("Where it is shown that it was done. Readers are told when there is none."),
    )
    _revisions = GenericRelation(Revision, related_query_name="activity")

    base_form_class = ActivityForm
    objects: ClassVar[Any] = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    @property
    def last_move(self) -> "ActivityMove | None":
        """The newest of its moves; None before the first."""
        return max(self.moves.all(), key=lambda move: move.number, default=None)

    @property
    def state(self) -> State:
        """How far it is; planned, until somebody says more."""
        move = self.last_move
        return State(move.state) if move else State.PLANNED

    def is_outside(self, whole: Span) -> bool:
        """Whether one of its dates certainly lies outside of these."""
        return any(_misses(span(text), whole) for text in (self.starts, self.due))

    def clean(self) -> None:
        """Raises ValidationError with what to do, at the field where it is done."""
        super().clean()
        try:
            starts, due = span(self.starts), span(self.due)
        except ValueError:
            return  # the fields say so themselves
        if starts and due and due.last < starts.first:
            raise ValidationError({"due": _("It is due before it begins.")})
        whole = self.plan.span if self.plan_id else None
        if whole:
            said = _("This is outside of the plan, which goes from %(first)s to %(last)s.") % {
                "first": self.plan.starts,
                "last": self.plan.ends,
            }
            days = {"starts": starts, "due": due}
            faults = {name: said for name, meant in days.items() if _misses(meant, whole)}
            if faults:
                raise ValidationError(faults)


def _misses(meant: Span | None, whole: Span) -> bool:
    """Whether nothing that a date can mean lies within."""
    return meant is not None and (meant.last < whole.first or meant.first > whole.last)


class ActivityText(models.Model):
    """The words about an activity in one language."""

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    title = models.CharField(_("what is done"), max_length=150)
    detail = models.TextField(
        _("more about it"),
        max_length=500,
        blank=True,
        help_text=_("Only what the source says."),
    )
    evidence = models.CharField(
        _("evidence in words"),
        max_length=300,
        blank=True,
        help_text=_("What shows that it was done: a text, a law, a list."),
    )

    class Meta:
        verbose_name = _("words in one language")
        verbose_name_plural = _("words in each language")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "language"],
                name="one_activity_text_a_language",
                violation_error_message=_("There are two texts in one language. Keep one."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ActivityMove(models.Model):
    """From this day on an activity was this far. The number says which move it was."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=9, choices=State)
    on = models.DateField(_("day"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            # Of two people at once, the second is told so.
            models.UniqueConstraint(fields=["activity", "number"], name="one_move_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"
