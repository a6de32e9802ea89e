import logging

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from home.form_page import ask_whether_left
        from home.search.sources import register
        from portal import checks  # noqa: F401 registers them
        from portal.search import FORM

        register(FORM)
        ask_whether_left(was_left)


def was_left(form_id: str) -> bool:
    """Whether somebody left this form. When the memory of that does not answer: yes, to be safe."""
    from reports.intake import memory

    try:
        return memory.is_dead(form_id)
    except Exception:
        # The answers are in the reader's hands only: to show none costs a few ticks.
        logging.getLogger(__name__).exception("The memory of forms does not answer.")
        return True
