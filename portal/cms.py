"""The addresses of Wagtail's own account screens, which lead to ours or nowhere."""

from django.http import Http404, HttpRequest, HttpResponse


def not_here(request: HttpRequest) -> HttpResponse:
    """Raises Http404: accounts are not kept in the CMS."""
    raise Http404
