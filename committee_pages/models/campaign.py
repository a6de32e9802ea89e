"""A campaign: one message, what to do in steps, and all that helps others to spread it."""

from datetime import date
from enum import Enum
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from committee_pages.campaigns.addresses import public_base
from committee_pages.campaigns.drawings import Drawing, address_of
from committee_pages.campaigns.form import MOST_LINES, MOST_STEPS, CampaignForm
from committee_pages.campaigns.messages import sms_needed
from committee_pages.campaigns.panel import PosterPanel
from committee_pages.models.source import Source
from home.models import PICTURE_PANEL, BasePage, Pictured
from home.shell import shell

EARLIEST = date(2000, 1, 1)
_LONGEST = 731  # days
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_STEP = 60, 200, 110  # so that a poster stays one page
LONGEST_SHARE_TEXT = 300
_WORDS_A_SECOND = 2.3  # read calmly
_POSTER = "poster-"


class Action(models.TextChoices):
    """The one thing a campaign asks for."""

    CHECK = "check", _("Check an offer")
    REPORT = "report", _("Tell us what you saw")
    HELP = "help", _("Get help")


class When(Enum):
    """Whether a campaign runs."""

    RUNNING = "running"
    COMING = "coming"
    ENDED = "ended"


class CampaignQuerySet(PageQuerySet):
    """Reads of campaigns."""

    def running(self) -> "CampaignQuerySet":
        """Those that have started and not ended."""
        today = timezone.localdate()
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def in_order(self) -> "CampaignQuerySet":
        """Those that run, those that are to come, those that ended; the newest of each first."""
        today = timezone.localdate()
        coming = models.When(starts_on__gt=today, then=1)
        ended = models.When(ends_on__lt=today, then=2)
        turn = models.Case(coming, ended, default=0, output_field=models.IntegerField())
        return self.order_by(turn, "-starts_on", "-pk")


class CampaignPage(Pictured):
    """One campaign. Title and summary are its message; a poster shows them and the steps."""

    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))
    drawing = models.CharField(_("drawing"), max_length=10, choices=Drawing, default=Drawing.OFFER)
    action = models.CharField(
        _("what it asks for"), max_length=6, choices=Action, default=Action.REPORT
    )
    share_text = models.TextField(
        _("text to send on"),
        max_length=LONGEST_SHARE_TEXT,
        blank=True,
        help_text=_(
            "People copy it into a message. At most 300 characters. The page adds its address."
        ),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(CampaignQuerySet)()
    base_form_class = CampaignForm
    search_along: ClassVar = ("steps", "lines")
    search_kind: ClassVar[str] = "campaign"
    template = "committee_pages/campaign_page.html"
    parent_page_types: ClassVar = ["committee_pages.CampaignIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        InlinePanel("steps", heading=_("Steps"), label=_("Step"), max_num=MOST_STEPS),
        FieldPanel("action", widget=forms.RadioSelect),
        FieldPanel("drawing", widget=forms.RadioSelect),
        PICTURE_PANEL,
        PosterPanel(heading=_("Posters")),
        MultiFieldPanel([FieldPanel("share_text")], _("To spread it")),
        InlinePanel(
            "lines", heading=_("Script for the radio"), label=_("Line"), max_num=MOST_LINES
        ),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]

    class Meta:
        verbose_name = _("campaign")

    @property
    def when(self) -> When:
        """Whether it runs today."""
        today = timezone.localdate()
        if self.starts_on > today:
            return When.COMING
        return When.ENDED if self.ends_on < today else When.RUNNING

    @property
    def drawing_address(self) -> str:
        """The path of its drawing below `static/`."""
        return address_of(self.drawing)

    def clean(self) -> None:
        """Raises ValidationError for days that cannot be and words too long for a poster."""
        super().clean()
        faults: dict[str, Any] = {}
        for name, most in (("title", LONGEST_TITLE), ("summary", LONGEST_MESSAGE)):
            if len(getattr(self, name) or "") > most:
                faults[name] = _("A poster has room for %(most)d characters. Make it shorter.") % {
                    "most": most
                }
        if len(self.share_text) > LONGEST_SHARE_TEXT:
            faults["share_text"] = _("At most %(most)d characters. Make it shorter.") % {
                "most": LONGEST_SHARE_TEXT
            }
        if self.starts_on:
            if self.starts_on < EARLIEST:
                faults["starts_on"] = _("This day is too long ago. Look at the year.")
            elif (self.starts_on - timezone.localdate()).days > _LONGEST:
                faults["starts_on"] = _("This is more than two years ahead. Look at the year.")
            elif self.ends_on and self.ends_on < self.starts_on:
                faults["ends_on"] = _("It must not end before it starts.")
            elif self.ends_on and (self.ends_on - self.starts_on).days > _LONGEST:
                faults["ends_on"] = _("This is more than two years after the start.")
        if faults:
            raise ValidationError(faults)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page, or below it `poster-a4/` and `poster-a5/`: the poster as a file."""
        if len(path_components) == 1 and path_components[0].startswith(_POSTER) and self.live:
            return RouteResult(self, kwargs={"poster": path_components[0].removeprefix(_POSTER)})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, poster: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """The page, or a poster. Raises Http404 when there is no such poster."""
        from committee_pages.campaigns import posters

        if poster is not None:
            return posters.answer(self, poster)
        found: HttpResponseBase = super().serve(request, *args, **kwargs)
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the steps, what to do, the posters in all languages, and what to spread."""
        from committee_pages.campaigns import posters

        context = super().get_context(request, *args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        lines = list(self.lines.all())
        context["steps"] = list(self.steps.all())
        context["action"] = self.action_in(language)
        context["posters"] = posters.listed(self)
        context["shared"] = self.text_to_share(self.address)
        context["sms"] = sms_in_words(context["shared"])
        context["lines"] = lines
        context["seconds"] = round(sum(len(line.words.split()) for line in lines) / _WORDS_A_SECOND)
        context["sources"] = list(self.sources.all())
        return context

    def action_in(self, language: str) -> dict[str, Any]:
        """Where the one action leads. A place that is not published gives way to the report."""
        place = shell(language).places.get(self.action)
        if place is None:
            return {"label": Action.REPORT.label, "url": f"/{language}/report/"}
        return {"label": Action(self.action).label, "url": place.url}

    def text_to_share(self, address: str) -> str:
        """The text and where to read more; empty without a text."""
        base = public_base()
        more = [f"{base}{address}"] if base else []
        return "\n".join([self.share_text.strip(), *more]) if self.share_text.strip() else ""

    def html_to_search(self) -> str:
        """The steps, the text to send on, and what is said on the radio."""
        texts = [
            *(step.text for step in self.steps.all()),
            self.share_text,
            *(line.words for line in self.lines.all()),
        ]
        return str(format_html_join("", "<p>{}</p>", ((text,) for text in texts)))


def sms_in_words(text: str) -> str:
    """What sending a text costs, counted in SMS."""
    number = sms_needed(text)
    return ngettext("It fits into one SMS.", "As SMS it takes %(number)d messages.", number) % {
        "number": number
    }


class CampaignStep(Orderable):
    """One thing to do, in its order."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(
        _("what to do"),
        max_length=LONGEST_STEP,
        help_text=_("One short sentence or two: it stands on the poster. At most 110 characters."),
    )

    panels: ClassVar = [FieldPanel("text")]

    def __str__(self) -> str:
        return self.text


class CampaignLine(Orderable):
    """What one voice says on the radio."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="lines")
    speaker = models.CharField(_("who speaks"), max_length=40)
    words = models.TextField(_("what is said"), max_length=400)

    panels: ClassVar = [FieldPanel("speaker"), FieldPanel("words")]

    def __str__(self) -> str:
        return self.speaker


class CampaignSource(Source):
    """Where what the campaign says is written."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="sources")
