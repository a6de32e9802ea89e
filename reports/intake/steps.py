"""The tip form: interruption page, steps, check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reports.intake import pages, sending, store
from reports.intake.pages import form_page
from reports.intake.tokens import BadToken, DeadToken, ExpiredToken, FormToken
from reports.intake.walk import Place, Walk


@form_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is kept, what is not, what cannot be promised: before the first question."""
    if store.open_intake() is None:
        return pages.not_open(request)
    return render(request, "intake/start.html")


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """One step of the form. All that is known of it comes with the request."""
    if request.method != "POST":
        return redirect("report_start")
    walk = Walk(request, PLACE)
    go = request.POST.get("go", "")
    if go == "start":
        return walk.begin(FormToken())
    try:
        token = FormToken.open(request.POST.get("token", ""))
    except DeadToken:
        return pages.closed(request)
    except BadToken:
        return pages.unusable(request)
    except ExpiredToken:
        return walk.begin_again()
    return walk.go_on(token, go)


PLACE = Place(url_name="report_form", layout="layouts/form_page.html", send=sending.send)
"""The form where the public reaches it."""
