"""The news."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from committee_pages.models.attachment import Attachment
from committee_pages.models.institution import Institution
from committee_pages.models.source import Source
from committee_pages.news_form import NewsForm
from home.addresses import address, foreign
from home.best_language import best_of
from home.languages import lang_mark
from home.models import PICTURE_PANEL, BasePage, Pictured

EARLIEST = date(2000, 1, 1)
_FARTHEST = timedelta(days=366)  # ahead, for what is announced; and for how long a thing may last


class NewsKind(models.TextChoices):
    """What an item is."""

    NOTICE = "notice", _("Notice")
    MEETING = "meeting", _("Meeting")
    STATEMENT = "statement", _("Statement")


class NewsQuerySet(PageQuerySet):
    """Reads of news items."""

    def newest_in(self, index: Page) -> "NewsQuerySet":
        """What is published below a list, the newest day first."""
        return self.child_of(index).live().order_by("-happened_on", "-pk")


class NewsPage(Pictured):
    """One news item: what happened and when, who took part, what it rests on."""

    kind = models.CharField(_("type"), max_length=9, choices=NewsKind, default=NewsKind.NOTICE)
    happened_on = models.DateField(
        _("date of what happened"), help_text=_("Of what lasted longer, the first day.")
    )
    until = models.DateField(_("last day"), null=True, blank=True)
    body = RichTextField(_("text"))
    institutions = ParentalManyToManyField(
        Institution, verbose_name=_("institutions and partners"), blank=True, related_name="+"
    )
    plan = models.ForeignKey(
        "committee_pages.PlanPage",
        verbose_name=_("work plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The plan that this is about."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(NewsQuerySet)()
    base_form_class = NewsForm
    read_along: ClassVar = ("plan",)
    search_along: ClassVar = ("people", "institutions__texts")
    template = "committee_pages/news_page.html"
    parent_page_types: ClassVar = ["committee_pages.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_kind: ClassVar[str] = "news"
    schema_type: ClassVar[str] = "NewsArticle"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("kind", widget=forms.RadioSelect),
        FieldRowPanel([FieldPanel("happened_on"), FieldPanel("until")]),
        PICTURE_PANEL,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                InlinePanel("people", label=_("Person")),
                FieldPanel("institutions", widget=forms.CheckboxSelectMultiple),
            ],
            _("Who took part"),
        ),
        PageChooserPanel("plan"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]

    class Meta:
        verbose_name = _("news item")

    def linked_data(self) -> dict[str, Any]:
        """Headline, and the days of publication and of the last change."""
        days = {"datePublished": self.first_published_at, "dateModified": self.last_published_at}
        return {
            "headline": self.title,
            **{name: localtime(when).date().isoformat() for name, when in days.items() if when},
        }

    @property
    def day(self) -> date:
        """The date of what happened."""
        return self.happened_on

    @property
    def label(self) -> Any:
        """The type, in words."""
        return NewsKind(self.kind).label

    def clean(self) -> None:
        """Raises ValidationError for days that cannot be, and a picture without words."""
        super().clean()
        faults: dict[str, Any] = {}
        if self.happened_on:
            if self.happened_on < EARLIEST:
                faults["happened_on"] = _("This day is too long ago. Look at the year.")
            elif self.happened_on > timezone.localdate() + _FARTHEST:
                faults["happened_on"] = _("This day is more than a year ahead. Look at the year.")
            elif self.until and self.until <= self.happened_on:
                faults["until"] = _("This must be after the first day. Leave it empty for one day.")
            elif self.until and self.until > self.happened_on + _FARTHEST:
                faults["until"] = _("This is more than a year after the first day.")
        if faults:
            raise ValidationError(faults)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds who took part, documents, sources and the plan in this language."""
        from committee_pages.institutions import entry

        context = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        people = list(self.people.all())
        told = [institution.pk for institution in self.institutions.all()]
        asked = {*told, *(person.institution_id for person in people)} - {None}
        found = {
            institution.pk: entry(institution, language)
            for institution in Institution.objects.published().filter(pk__in=asked)
        }
        context["people"] = [
            {"person": person, "institution": found.get(person.institution_id)} for person in people
        ]
        context["institutions"] = [each for key, each in found.items() if key in told]
        context["documents"] = list(self.documents.all())
        context["sources"] = list(self.sources.all())
        context["plan"] = self._plan_in(language)
        return context

    def html_to_search(self) -> str:
        """The text, the type, and who took part."""
        language = self.locale.language_code
        with translation.override(language):
            kind = str(self.label)
        texts = [each.text_in(language) for each in self.institutions.all() if each.live]
        lines = [
            *((text.name, text.short_name) for text in texts if text),
            *((person.name, person.role) for person in self.people.all()),
            (kind, ""),
        ]
        return f"{self.body}{format_html_join('', '<p>{} {}</p>', lines)}"

    def _plan_in(self, language: str) -> Any:
        """Where the plan is read, in this language if there is it; none while it is nowhere."""
        if self.plan is None:
            return None
        pages = Page.objects.live().filter(translation_key=self.plan.translation_key)
        page = best_of(pages, language)
        if page is None:
            return None
        return {
            "title": page.title,
            "url": address(page, language),
            "lang_mark": lang_mark(foreign(page, language)),
        }


class NewsPerson(Orderable):
    """Somebody who took part. Name only who is named in a source."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("what he or she is"), max_length=150, blank=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [FieldPanel("name"), FieldPanel("role"), FieldPanel("institution")]

    def __str__(self) -> str:
        return self.name


class NewsSource(Source):
    """Where the news is written."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="sources")


class NewsDocument(Attachment):
    """A document about the news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="documents")
