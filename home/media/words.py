"""Words in place of a picture, for who cannot see it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def require_words(page: Any, picture: str = "picture", words: str = "picture_alt") -> None:
    """Raises ValidationError at the field `words` of a page that has a picture and no words."""
    if getattr(page, f"{picture}_id") and not getattr(page, words).strip():
        raise ValidationError(
            {words: _("Say what the picture shows, for people who cannot see it.")}
        )
