"""How to reach the people who run this site. Not a way to send a tip."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from committee_pages.models.ordinary import WordsPage
from home.telephone import dialled, is_telephone


class ContactPage(WordsPage):
    """Addresses for questions about the site. It has no form: nothing is taken in here."""

    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(
        _("telephone number"),
        max_length=30,
        blank=True,
        help_text=_("Call it before you publish it."),
    )

    place = "contact"
    schema_type: ClassVar[str] = "ContactPage"
    template = "committee_pages/contact_page.html"
    max_count_per_parent = 1
    content_panels: ClassVar = [
        *WordsPage.content_panels,
        FieldPanel("email"),
        FieldPanel("phone"),
    ]

    class Meta:
        verbose_name = _("contact page")

    @property
    def tel(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.phone)

    def clean(self) -> None:
        """Raises ValidationError when nobody could dial the number."""
        super().clean()
        if self.phone and not is_telephone(self.phone):
            sentence = _("Write the number with digits, such as +670 111 2222.")
            raise ValidationError({"phone": sentence})
