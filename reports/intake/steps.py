"""The tip form: interruption page, steps, check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from reports.intake import budgets, pages, sending, store
from reports.intake.pages import form_page
from reports.intake.places import Place
from reports.intake.safer import in_an_app
from reports.intake.walk import answer


@form_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is kept, what is not, what cannot be promised: before the first question."""
    if store.open_intake() is None:
        return pages.not_open(request)
    return render(request, "intake/start.html", {"in_an_app": in_an_app(request)})


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """One step of the form. All that is known of it comes with the request."""
    if request.method != "POST":
        return redirect("report_start")
    budgets.take(request, budgets.STEPS)
    place = Place(
        address=reverse("report_form"), layout="layouts/form_page.html", send=sending.send
    )
    return answer(request, place)
