"""The addresses of the CMS that lead nowhere."""

from django.http import Http404, HttpRequest, HttpResponse


def not_here(request: HttpRequest) -> HttpResponse:
    """Raises Http404: this part of Wagtail is not in use here."""
    raise Http404
