from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.documents.models import Document
        from wagtail.images.models import Image
        from wagtail.models import Page
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
            published,
            unpublished,
        )

        from home.media.publishing import withdraw
        from home.models import Service
        from home.search import pages, sources
        from home.shell import republish

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(republish, dispatch_uid="home.shell.republish")
        for signal in (published, unpublished, post_delete):
            signal.connect(republish, sender=Service, dispatch_uid="home.shell.republish_service")
        for signal in (page_published, page_unpublished, published, unpublished):
            signal.connect(withdraw, dispatch_uid="home.media.withdraw")
        for model in (Page, Image, Document):
            post_delete.connect(withdraw, sender=model, dispatch_uid="home.media.deleted")
        for signal in (page_published, page_unpublished):
            signal.connect(pages.page_changed, dispatch_uid="home.search.changed")
        for signal in (page_slug_changed, post_page_move):
            signal.connect(pages.page_moved, dispatch_uid="home.search.moved")
        post_delete.connect(pages.page_deleted, sender=Page, dispatch_uid="home.search.deleted")
        sources.register(sources.Source("page", pages.every_page))
        sources.register_kind("page", _("Other pages"), place=90)
