"""The committee."""

from collections import defaultdict
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField

from committee_pages.models.attachment import Attachment
from committee_pages.models.institution import Institution
from committee_pages.models.institutions_page import InstitutionsPage
from committee_pages.models.law import LawPage
from committee_pages.models.source import Source
from home.best_language import best_of
from home.models import BasePage


class CommitteePage(InstitutionsPage):
    """What the committee is and does, who sits on it, what law it stands on."""

    tasks = RichTextField(_("tasks"), help_text=_("A list of short lines."))
    contacts = RichTextField(
        _("contacts"), blank=True, help_text=_("Call a number before you publish it.")
    )
    acts = ParentalManyToManyField(
        "committee_pages.Act", verbose_name=_("legal basis"), blank=True, related_name="+"
    )

    place = "committee"
    template = "committee_pages/committee_page.html"
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("tasks"),
        FieldPanel("acts", widget=forms.CheckboxSelectMultiple),
        FieldPanel("contacts"),
        InlinePanel("documents", heading=_("Documents")),
        InlinePanel("sources", heading=_("Sources")),
    ]

    class Meta:
        verbose_name = _("the committee")

    @staticmethod
    def institutions() -> Any:
        """Those with a seat."""
        return Institution.objects.on_the_committee()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the laws, documents and sources."""
        context = super().get_context(request, *args, **kwargs)
        context["laws"] = self._laws_in(get_language() or settings.LANGUAGE_CODE)
        context["documents"] = list(self.documents.all())
        context["sources"] = list(self.sources.all())
        return context

    def html_to_search(self) -> str:
        """All that is written here, and who sits on the committee."""
        return f"{super().html_to_search()}{self.tasks}{self.contacts}"

    def _laws_in(self, language: str) -> list[dict[str, Any]]:
        """The laws, the newest first, each by its page in the best language that has one."""
        from committee_pages.law.naming import citation

        pages: dict[int, list[LawPage]] = defaultdict(list)
        acts = [act.pk for act in self.acts.all()]  # of a preview: no queryset
        found = LawPage.objects.live().filter(act__in=acts).select_related("act")
        for page in found.order_by("-act__made_on", "pk"):
            pages[page.act_id].append(page)
        best = (best_of(of_one_act, language) for of_one_act in pages.values())
        return [{"page": law, "citation": citation(law.act)} for law in best if law]


class CommitteeSource(Source):
    """Where what the page of the committee says is written."""

    page = ParentalKey(CommitteePage, on_delete=models.CASCADE, related_name="sources")


class CommitteeDocument(Attachment):
    """A document of the committee, such as its rules."""

    page = ParentalKey(CommitteePage, on_delete=models.CASCADE, related_name="documents")
