from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteePagesConfig(AppConfig):
    name = "committee_pages"
    verbose_name = _("Pages of the committee")
