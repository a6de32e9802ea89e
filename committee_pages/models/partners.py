"""Those who work with the committee."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from committee_pages.models.institution import Institution
from committee_pages.models.institutions_page import InstitutionsPage
from home.models import BasePage


class PartnersPage(InstitutionsPage):
    """Who works with the committee, and what each supports."""

    place = "partners"
    template = "committee_pages/partners_page.html"
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("partners")

    @staticmethod
    def institutions() -> Any:
        """Those that help without a seat."""
        return Institution.objects.partners()
