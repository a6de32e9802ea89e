"""The address without a language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.http import require_safe


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the browser asks for."""
    return HttpResponseRedirect(f"/{translation.get_language()}/")
