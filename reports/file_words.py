"""How pages speak of files: what they are, what was removed, why one was not cleaned."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.cleaning.kinds import KINDS, Family
from reports.cleaning.outcome import Removed, Why

_FAMILIES: dict[Family, Promise] = {
    Family.PHOTO: _("Photo"),
    Family.SOUND: _("Sound"),
    Family.FILM: _("Film"),
    Family.DOCUMENT: _("Document"),
}
REMOVED: dict[Removed, Promise] = {
    Removed.PLACE: _("the place"),
    Removed.DEVICE: _("the phone or program it was made with"),
    Removed.TIME: _("the time"),
    Removed.AUTHOR: _("the name of its maker"),
    Removed.THUMBNAIL: _("a small second picture"),
    Removed.ATTACHMENTS: _("files inside it"),
    Removed.SCRIPTS: _("small programs inside it"),
    Removed.HIDDEN_END: _("hidden data at its end"),
    Removed.OTHER: _("other hidden notes"),
}
REFUSED: dict[Why, Promise] = {
    Why.UNKNOWN: _(
        "We cannot take this kind of file. Nothing was kept. "
        "Send a photo, a sound, a film or a PDF."
    ),
    Why.BROKEN: _("This file is damaged or not whole. Nothing was kept. Try another one."),
    Why.TWO_IN_ONE: _("This file holds another file inside. We cannot take it. Nothing was kept."),
    Why.TOO_MANY_PIXELS: _(
        "This picture has too many points. Make it smaller and try again. Nothing was kept."
    ),
}


def family(kind: str) -> Promise | str:
    """What people call a file of this kind."""
    return _FAMILIES[KINDS[kind].family] if kind in KINDS else ""


def removed(codes: list[str]) -> list[Promise]:
    """What was removed, in words."""
    return [REMOVED[Removed(code)] for code in codes]


def limit() -> str:
    """How large a file may be, as people say it: 25 MB, not 25.0 MB."""
    whole, rest = divmod(settings.FILE_LIMIT, 1024 * 1024)
    return filesizeformat(settings.FILE_LIMIT) if rest else f"{whole} MB"
