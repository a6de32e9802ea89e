"""A field that programs fall into."""

from django.http import HttpRequest

TRAP = "homepage"
"""A field that people do not see: programs that fill in every field betray themselves."""


def is_trapped(request: HttpRequest) -> bool:
    """Whether the field that nobody sees was filled in."""
    return bool(request.POST.get(TRAP, "").strip())
