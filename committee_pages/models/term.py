"""Words of the law that need an explanation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from committee_pages.models.act import MOST_LANGUAGES, Act


class Term(ClusterableModel):
    """One idea, whatever it is called in each language."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("For editors. Readers do not see it.")
    )
    act = models.ForeignKey(
        Act,
        verbose_name=_("only in this act"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="terms",
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("act"),
        InlinePanel("words", heading=_("Words"), min_num=1, max_num=MOST_LANGUAGES),
    ]

    class Meta:
        verbose_name = _("explained word")
        verbose_name_plural = _("explained words")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class TermWord(models.Model):
    """A term in one language, with its explanation in that language."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    word = models.CharField(_("word"), max_length=80)
    explanation = models.CharField(_("explanation"), max_length=300)

    panels: ClassVar = [
        FieldPanel("language"),
        FieldPanel("word"),
        FieldPanel("explanation"),
    ]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term", "language"],
                name="law_one_word_per_language",
                violation_error_message=_("There are two words in one language."),
            )
        ]

    def __str__(self) -> str:
        return self.word
