"""The keys of the keyboard on the pages of the inbox: their list, and switching them off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role

KEYS: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("j", "k"), gettext_lazy("Next, previous tip in the list")),
    (("x",), gettext_lazy("Tick the tip, or take the tick away")),
    (("o", "Enter"), gettext_lazy("Open the tip")),
    (("e",), gettext_lazy("Close the tip: to the form for it")),
    (("a",), gettext_lazy("Say who works on it")),
    (("r",), gettext_lazy("Reply to the sender")),
    (("n",), gettext_lazy("Note for members")),
    (("/",), gettext_lazy("Search")),
    (("[", "]"), gettext_lazy("Previous, next tip, from the page of a tip")),
    (("u",), gettext_lazy("Back to the list")),
    (("g i",), gettext_lazy("To the inbox: first g, then i")),
    (("?",), gettext_lazy("This list")),
    (("Esc",), gettext_lazy("Close this list, or leave a field")),
)
"""What static/inbox.js does at each key."""


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def keyboard(request: HttpRequest) -> HttpResponse:
    """The list of keys; with POST, switches them off or on for this member."""
    user = member_of(request).user
    if request.method == "POST":
        wanted = request.POST.get("keys")
        if wanted in {"on", "off"}:
            user.keys_off = wanted == "off"
            user.save(update_fields=["keys_off"])
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Choose on or off. Nothing was changed."))
        return redirect("inbox_keyboard")
    return render(request, "inbox/keyboard.html", {"rows": KEYS, "off": user.keys_off})
