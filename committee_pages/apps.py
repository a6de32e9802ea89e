from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteePagesConfig(AppConfig):
    name = "committee_pages"
    verbose_name = _("Pages of the committee")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
            published,
            unpublished,
        )

        from committee_pages.institutions_in_search import institution_changed
        from committee_pages.law import search
        from committee_pages.law.sitemap import ARTICLES
        from committee_pages.models import Act, Activity, ActVersion, Institution, LawPage
        from committee_pages.plan.search import activity_changed
        from home import sitemap
        from home.search import sources

        name = "committee_pages.law.search"
        post_save.connect(search.version_saved, sender=ActVersion, dispatch_uid=f"{name}.version")
        post_delete.connect(search.version_deleted, sender=ActVersion, dispatch_uid=f"{name}.gone")
        post_save.connect(search.act_saved, sender=Act, dispatch_uid=f"{name}.act")
        post_delete.connect(search.act_deleted, sender=Act, dispatch_uid=f"{name}.act_gone")
        post_delete.connect(search.page_deleted, sender=LawPage, dispatch_uid=f"{name}.page_gone")
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(search.page_changed, dispatch_uid=f"{name}.page")
        for signal in (published, unpublished, pre_delete):
            signal.connect(
                institution_changed,
                sender=Institution,
                dispatch_uid="committee_pages.institutions_in_search",
            )
        for signal in (published, unpublished, post_delete):
            signal.connect(activity_changed, sender=Activity, dispatch_uid=f"{__name__}.activity")
        sitemap.register("articles", ARTICLES)
        sources.register(sources.Source("law", search.every_act))
        sources.register_kind("law", _("The law"), place=10)
        sources.register_kind("news", _("News"), place=20)
        sources.register_kind("plan", _("Work plan"), place=30)
        sources.register_kind("campaign", _("Campaigns"), place=40)
