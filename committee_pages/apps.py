from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteePagesConfig(AppConfig):
    name = "committee_pages"
    verbose_name = _("Pages of the committee")

    def ready(self) -> None:
        from home.search import sources

        sources.register_kind("law", _("The law"), place=10)
        sources.register_kind("news", _("News"), place=20)
