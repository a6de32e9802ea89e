"""Where something is written: links below a page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Source(Orderable):
    """One link to what a page draws on. Each kind of page has its own table of them."""

    label = models.CharField(_("what it is"), max_length=150)
    url = models.URLField(_("address"), max_length=500)

    panels: ClassVar = [FieldPanel("label"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label
