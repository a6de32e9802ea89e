"""An institution: what pages call it, what it is, whether it sits on the committee."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Revision

from home.models import Worded
from home.words_form import WordsForm


class InstitutionKind(models.TextChoices):
    """What kind of institution it is, in the order in which pages list them."""

    PUBLIC = "public", _("Public institution")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    INTERNATIONAL = "international", _("International organisation")
    COUNTRY = "country", _("Another country")


class InstitutionQuerySet(models.QuerySet["Institution", "Institution"]):
    """Reads of institutions."""

    def published(self) -> "InstitutionQuerySet":
        """What readers see, with the words in all languages. Two queries."""
        return self.filter(live=True).prefetch_related("texts").order_by("pk")

    def on_the_committee(self) -> "InstitutionQuerySet":
        """Those with a seat."""
        return self.published().filter(on_committee=True)

    def partners(self) -> "InstitutionQuerySet":
        """Those that work with the committee without a seat."""
        return self.published().filter(partner=True)


class Institution(Worded):
    """One institution, named once: news, plan and committee point here."""

    kind = models.CharField(_("kind"), max_length=13, choices=InstitutionKind)
    on_committee = models.BooleanField(_("has a seat on the committee"), default=False)
    partner = models.BooleanField(_("is a partner of the committee"), default=False)
    link = models.URLField(_("its own site"), max_length=500, blank=True)
    source = models.URLField(
        _("source"), max_length=500, help_text=_("Where its part in this is written.")
    )
    _revisions = GenericRelation(Revision, related_query_name="institution")

    base_form_class = WordsForm
    objects: ClassVar[Any] = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def clean(self) -> None:
        """Raises ValidationError with what to do, at the field where it is done."""
        super().clean()
        if self.on_committee and self.partner:
            raise ValidationError(
                {"partner": _("It has a seat on the committee: it is not a partner as well.")}
            )


class InstitutionText(models.Model):
    """The words about an institution in one language."""

    institution = ParentalKey(Institution, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    role = models.TextField(
        _("what it does here"),
        max_length=500,
        blank=True,
        help_text=_("Its part in the work, or what it supports. Only what the source says."),
    )

    class Meta:
        verbose_name = _("words in one language")
        verbose_name_plural = _("words in each language")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "language"],
                name="one_institution_text_a_language",
                violation_error_message=_("There are two texts in one language. Keep one."),
            )
        ]

    def __str__(self) -> str:
        return self.name
