"""An act: what it is called, who made it and when, where its official text stands."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from committee_pages.law.act_form import ActForm

_COUNTRY = "tl"
MOST_LANGUAGES = 4


class Subtype(models.TextChoices):
    """The kind of an act. Each counts its numbers on its own, so that addresses name it."""

    LAW = "lei", _("Law")
    DECREE_LAW = "decreto-lei", _("Decree-Law")


class ActQuerySet(models.QuerySet["Act", "Act"]):
    """Acts."""

    def at(self, subtype: str, year: int, number: str) -> "ActQuerySet":
        """The one act that an address names, or none."""
        return self.filter(subtype=subtype, year=year, number=number)

    def with_titles(self) -> "ActQuerySet":
        """With the titles read along, in one query."""
        return self.prefetch_related("titles")


class Act(ClusterableModel):
    """A law or decree-law. Its text lives in its versions, and nowhere else."""

    subtype = models.CharField(_("kind"), max_length=20, choices=Subtype)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(
        _("number"), max_length=10, validators=[RegexValidator(r"^[0-9]+(-[A-Z])?$")]
    )
    made_on = models.DateField(_("date of the act"))
    gazette_number = models.CharField(
        _("number of the gazette"),
        max_length=40,
        blank=True,
        help_text=_("As the Jornal da República is cited. Empty where no source names it."),
    )
    gazette_on = models.DateField(_("day of the gazette"), null=True, blank=True)
    gazette_url = models.URLField(_("address in the gazette"), blank=True, max_length=400)
    changed_at = models.DateTimeField(auto_now=True)

    # The plugin of mypy loses track of managers beside Wagtail's classes, which have no types.
    objects: ClassVar[Any] = ActQuerySet.as_manager()
    base_form_class = ActForm

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("subtype"), FieldPanel("number"), FieldPanel("year")]),
        FieldPanel("made_on"),
        FieldRowPanel([FieldPanel("gazette_number"), FieldPanel("gazette_on")]),
        FieldPanel("gazette_url"),
        InlinePanel("titles", heading=_("Titles"), min_num=1, max_num=MOST_LANGUAGES),
        InlinePanel("sources", heading=_("Sources")),
    ]

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering: ClassVar = ["-year", "subtype", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subtype", "year", "number"],
                name="law_one_act_per_number",
                violation_error_message=_("There is an act with this kind, number and year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subtype_display()} {self.number}/{self.year}"

    @property
    def work(self) -> str:
        """The address of the act whatever its language and day: `/akn/tl/act/lei/2017/3`."""
        return f"/akn/{_COUNTRY}/act/{self.subtype}/{self.year}/{self.number}"

    @property
    def authentic_languages(self) -> list[str]:
        """The languages in which the act was made, as the titles say."""
        return [title.language for title in self.titles.all() if title.authentic]

    def title_in(self, language: str) -> Any:
        """The title in a language, else the act's own in another; None without any.

        What comes back names its language, so that nobody takes one for another.
        """
        titles = {title.language: title for title in self.titles.all()}
        own = [title for title in titles.values() if not title.is_ours]
        return titles.get(language) or next(iter([*own, *titles.values()]), None)

    @property
    def title(self) -> str:
        """The title in the language that is being shown, if there is one."""
        found = self.title_in(get_language() or settings.LANGUAGE_CODE)
        return found.title if found else str(self)


class ActTitle(models.Model):
    """What an act is called in one language."""

    act = ParentalKey(Act, on_delete=models.CASCADE, related_name="titles")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=300)
    authentic = models.BooleanField(
        _("the act was made in this language"),
        default=False,
        help_text=_("Leave it empty where no source says it."),
    )
    is_ours = models.BooleanField(
        _("our own words"),
        default=False,
        help_text=_("A translation of ours, or a description where no source gives the title."),
    )

    panels: ClassVar = [
        FieldPanel("language"),
        FieldPanel("title"),
        FieldPanel("authentic"),
        FieldPanel("is_ours"),
    ]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["act", "language"],
                name="law_one_title_per_language",
                violation_error_message=_("There are two titles in one language."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ActSource(models.Model):
    """Where what we say of an act was read, described in one language."""

    act = ParentalKey(Act, on_delete=models.CASCADE, related_name="sources")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    label = models.CharField(_("name of the source"), max_length=200)
    url = models.URLField(_("address"), max_length=400)

    panels: ClassVar = [FieldPanel("language"), FieldPanel("label"), FieldPanel("url")]

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label


class ActVersionQuerySet(models.QuerySet["ActVersion", "ActVersion"]):
    """Versions, newest first."""

    def published(self) -> "ActVersionQuerySet":
        """Those that a publisher let out."""
        return self.filter(published_at__isnull=False)

    def drafts(self) -> "ActVersionQuerySet":
        """Those that only the people of the CMS see."""
        return self.filter(published_at__isnull=True)

    def on(self, day: date) -> "ActVersion | None":
        """The version that holds on a day, among these; None before the first."""
        found: ActVersion | None = (
            self.filter(in_force_from__lte=day).order_by("-in_force_from").first()
        )
        return found


class ActVersion(models.Model):
    """The text of an act from one day on, until the next version.

    A version with `published_at` is never written to: who corrects it makes a draft of the same
    day, and publishing the draft puts it in its place. So nothing but a publisher's act changes
    what the public reads.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="versions")
    in_force_from = models.DateField(_("in force from"))
    in_force_known = models.BooleanField(
        _("a source gives the day on which it came into force"),
        default=False,
        help_text=_("Where no source does, the date above is that of the act that made the text."),
    )
    amended_by = models.CharField(
        _("amended by"),
        max_length=200,
        blank=True,
        help_text=_("The act that made this version, as it is cited. Empty for the first."),
    )
    amended_by_act = models.ForeignKey(
        Act,
        verbose_name=_("the same act, where it is in this portal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="amends",
    )
    is_extract = models.BooleanField(
        _("extract"),
        default=False,
        help_text=_("The version has only some of the articles of the act."),
    )
    compared_on = models.DateField(
        _("compared with the gazette on"),
        null=True,
        blank=True,
        help_text=_("The day on which a person compared all of it with the gazette."),
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ActVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        ordering: ClassVar = ["-in_force_from", "-published_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["act", "in_force_from"],
                condition=models.Q(published_at__isnull=False),
                name="law_one_published_version_per_day",
            ),
            models.UniqueConstraint(
                fields=["act", "in_force_from"],
                condition=models.Q(published_at__isnull=True),
                name="law_one_draft_per_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} @ {self.in_force_from.isoformat()}"

    @property
    def is_published(self) -> bool:
        """Whether the public reads it."""
        return self.published_at is not None

    def expression(self, language: str) -> str:
        """The address in one language: `/akn/tl/act/lei/2017/3/por@2017-01-25`."""
        from committee_pages.law.languages import AKN_CODES

        return f"{self.act.work}/{AKN_CODES[language]}@{self.in_force_from.isoformat()}"
