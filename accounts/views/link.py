"""The page that shows a one-time link, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.form_page import Link
from accounts.invitations import LIFETIME
from accounts.models import User


def show_link(request: HttpRequest, user: User, token: str, *, back: Link) -> HttpResponse:
    """The link for this person. It is kept nowhere: who loses it makes another one."""
    context = {
        "person": user,
        "link": request.build_absolute_uri(reverse("staff_enrol", args=[token])),
        "until": timezone.now() + LIFETIME,
        "back": back,
    }
    return render(request, "accounts/link.html", context)
