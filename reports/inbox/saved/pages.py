"""The pages of saved views."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from reports.inbox.filters import Desk, SealedChosen
from reports.inbox.listing.asked import Asked
from reports.inbox.listing.neighbours import with_query
from reports.inbox.saved import services
from reports.inbox.saved.asking import Asking, as_asked
from reports.inbox.saved.forms import MOST_VIEWS, NameForm, ViewForm
from reports.inbox.saved.own import (
    OpenView,
    changeable_view,
    may_change,
    views_of,
    visible_view,
)
from reports.inbox.saved.sealing import SealedView


@needs(Role.TRIAGE)
@require_safe
def views(request: HttpRequest) -> HttpResponse:
    """All views that the member sees, and what can be done with each."""
    member = member_of(request)
    rows = [(view, may_change(member, view)) for view in views_of(member)]
    return render(request, "inbox/saved/views.html", {"rows": rows})


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A name for the list in the address, or for a form's filters; with `go=save` it is saved."""
    member = member_of(request)
    asking = Asking.from_request(request, Desk.of(member))
    saving = request.POST.get("go") == "save"
    own = [view.name for view in views_of(member) if view.own]
    form_class = NameForm if asking.sealed else ViewForm
    form = form_class(request.POST if saving else None, taken=own)
    if saving and len(own) >= MOST_VIEWS:
        form.add_error(None, _("You have 30 views. Delete one first."))
    for error in asking.errors if saving else ():
        form.add_error(None, error)
    if not form.is_valid():
        return render(request, "inbox/saved/new.html", {"form": form, "asking": asking})
    if asking.sealed:
        said = SealedView(
            name=form.cleaned_data["name"],
            query=asking.asked.as_query(),
            sealed=dict(asking.sealed.pairs()),
        )
        view = services.save_sealed_view(member, said)
        messages.success(request, _("The view is saved."))
        return redirect("inbox_view", view_id=view.pk)
    query = asking.asked.as_query()
    services.save_view(member, query=query, **form.cleaned_data)
    messages.success(request, _("The view is saved."))
    return redirect(with_query(reverse("inbox_tips"), query))


@needs(Role.TRIAGE)
@require_safe
def view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """A view in clear leads to its list; a sealed one shows what it asks for, and searches."""
    member = member_of(request)
    found = visible_view(request, member, view_id)
    if not found.view.is_sealed:
        return redirect(with_query(reverse("inbox_tips"), found.view.query))
    context = {"found": found, **_inside(found, Desk.of(member))}
    return render(request, "inbox/saved/view.html", context)


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Another name for a view, and for one in clear who has it and when notices go out."""
    member = member_of(request)
    found = changeable_view(request, member, view_id)
    others = [v.name for v in views_of(member) if v.own and v.view.pk != found.view.pk]
    data = request.POST if request.method == "POST" else None
    now = {"name": found.name, "shared": found.view.shared, "notices": found.view.notices}
    form_class = NameForm if found.view.is_sealed else ViewForm
    form = form_class(data, initial=now, taken=others)
    if found.opens and form.is_valid():
        if found.sealed:
            name = form.cleaned_data["name"]
            said = SealedView(name=name, query=found.sealed.query, sealed=found.sealed.sealed)
            services.rename_sealed_view(member, found.view, said)
        else:
            services.change_view(member, found.view, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("inbox_views")
    return render(request, "inbox/saved/change.html", {"found": found, "form": form})


@needs(Role.TRIAGE)
@require_POST
def delete(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Deletes a view."""
    member = member_of(request)
    services.delete_view(member, changeable_view(request, member, view_id).view)
    messages.success(request, _("The view is deleted. The tips in it stay as they are."))
    return redirect("inbox_views")


def _inside(found: OpenView, desk: Desk) -> dict[str, object]:
    """What a sealed view asks for, in words and as a form carries it."""
    if found.sealed is None:
        return {}
    asked: Asked = as_asked(found.sealed.query, desk)
    sealed = SealedChosen.from_post(found.sealed.sealed, desk)
    return {
        "asking": Asking(asked, sealed, (*asked.errors, *sealed.errors)),
    }
