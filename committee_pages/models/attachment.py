"""Documents that belong to a page, in the order that an editor gives them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Attachment(Orderable):
    """One document. Each kind of page has its own table of them."""

    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Readers see its type and size. A recording can be listened to."),
    )
    title = models.CharField(
        _("what it is called here"),
        max_length=150,
        blank=True,
        help_text=_("In the language of this page. Left empty, the title of the document."),
    )

    panels: ClassVar = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title
