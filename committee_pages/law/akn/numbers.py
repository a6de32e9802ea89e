"""The number of a provision, from its `num` and its id."""

import re

from committee_pages.law.numbers import shown
from committee_pages.law.structure import Kind

_LANGUAGES = ("pt", "tet")
_IN_NUM = re.compile(
    r"(?P<main>\d{1,4}|[IVXLC]+|[a-z]{1,2}|[ivxl]+)(?:\.?[ºª°])?(?:-(?P<suffix>[A-Z]{1,2}))?[.)]?"
)


def number_of(kind: Kind, num: str, eid: str) -> str | None:
    """The number as in ids; empty for a provision without `num`, None where no number is found.

    An id that fits what is printed decides; else what is printed; else the id.
    """
    if not num.strip():
        return ""
    last = eid.rpartition("__")[2]
    prefix = f"{kind.in_ids}_"
    in_id = last.removeprefix(prefix) if last.startswith(prefix) else ""
    if in_id and any(shown(kind, in_id, language) == num for language in _LANGUAGES):
        return in_id
    found = _IN_NUM.fullmatch(num.rsplit(maxsplit=1)[-1].strip("()"))
    if found:
        suffix = found["suffix"]
        return f"{found['main']}-{suffix}" if suffix else found["main"]
    return in_id or None
