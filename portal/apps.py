from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from home.search.sources import register
        from portal import checks  # noqa: F401 registers them
        from portal.search import FORM

        register(FORM)
