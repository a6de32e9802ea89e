from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            published,
            unpublished,
        )

        from home.models import Service
        from home.shell import republish

        for signal in (page_published, page_unpublished, page_slug_changed):
            signal.connect(republish, dispatch_uid="home.shell.republish")
        for signal in (published, unpublished, post_delete):
            signal.connect(republish, sender=Service, dispatch_uid="home.shell.republish_service")
