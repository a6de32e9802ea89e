"""The page that most acts of the staff side need: a heading, a few sentences, a form, a button."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Link:
    """Where Back leads."""

    url: str
    label: Words


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Words,
    button: Words,
    intro: Iterable[Words] = (),
    warning: bool = False,
    back: Link | None = None,
    template: str = "accounts/form_page.html",
) -> HttpResponse:
    """The page with this form. `warning` colours the button of an act that cannot be undone.

    `template` is one that extends the page, to show more beside the form.
    """
    context = {
        "form": form,
        "title": title,
        "button": button,
        "intro": list(intro),
        "warning": warning,
        "back": back,
    }
    return render(request, template, context)
