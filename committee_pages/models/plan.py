"""A plan: from when to when it goes. What is to be done stands in its activities."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from committee_pages.plan.days import LONGEST, Span, check_day, span


class Pillar(models.TextChoices):
    """The four parts of a plan against trafficking, in the order in which pages list them."""

    PREVENTION = "prevention", _("Prevention")
    PROSECUTION = "prosecution", _("Prosecution")
    PROTECTION = "protection", _("Protection")
    PARTNERSHIP = "partnership", _("Partnership")


class Plan(ClusterableModel):
    """One plan, once for all languages. Its pages give it a title and words."""

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("For the lists of the CMS. Readers see the title of the page."),
        error_messages={"unique": _("There is a plan with this name.")},
    )
    starts = models.CharField(
        _("begins"),
        max_length=LONGEST,
        validators=[check_day],
        help_text=_("2026-11-25, or only 2026-11, or only 2026."),
    )
    ends = models.CharField(
        _("ends"),
        max_length=LONGEST,
        validators=[check_day],
        help_text=_("2026-11-25, or only 2026-11, or only 2026."),
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    ]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering: ClassVar = ["-starts", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def span(self) -> Span | None:
        """From its first day to its last; None while one of them cannot be read."""
        try:
            begins, ends = span(self.starts), span(self.ends)
        except ValueError:
            return None
        return Span(begins.first, ends.last) if begins and ends else None

    def clean(self) -> None:
        """Raises ValidationError with what to do, at the field where it is done."""
        super().clean()
        whole = self.span
        if whole is None:
            return
        if whole.last < whole.first:
            raise ValidationError({"ends": _("The plan ends before it begins.")})
        outside = next((a for a in self._dated() if a.is_outside(whole)), None)
        if outside:
            raise ValidationError(
                {
                    "ends": _("“%(activity)s” is outside of these dates. Change it first.")
                    % {"activity": outside}
                }
            )

    def _dated(self) -> Any:
        return self.activities.prefetch_related("texts") if self.pk else ()
