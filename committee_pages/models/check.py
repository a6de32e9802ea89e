"""Is this trafficking?"""

from http import HTTPMethod
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from committee_pages.check.signs import reading
from committee_pages.check.situations import SITUATIONS
from home.form_page import OpenForm, keep_nowhere, new_form, open_form
from home.models import BasePage


class CheckPage(BasePage):
    """Questions about a situation, one page of signs, and what they may mean.

    Nothing is kept. What somebody ticks comes by POST, goes into the answer and is gone. Every
    page carries all that the next one needs.
    """

    place = "check"
    at_foot = True
    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    template = "committee_pages/check_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page “Is this trafficking?”")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The choice of a situation, its signs, or what they may mean. Kept in no cache."""
        if request.method != HTTPMethod.POST:
            return keep_nowhere(self._choice(request))
        form = open_form(request.POST.get("token", ""))
        if form is None:
            return keep_nowhere(self._choice(request, closed=True, status=410))
        situation = SITUATIONS.get(request.POST.get("situation", ""))
        stage = self._stage(request)
        if situation is None or stage == "choice":
            return keep_nowhere(self._choice(request, form))
        signs = situation.ticked(request.POST.getlist("sign"))
        context = self._form_context(request, form) | {
            "situation": situation,
            "ticked": signs,
            "codes": [sign.code for sign in signs],
            "reading": reading(signs).value,
        }
        name = "check_result" if stage == "result" else "check_signs"
        page = TemplateResponse(request, f"committee_pages/{name}.html", context)
        page.headers["X-Robots-Tag"] = "noindex, nofollow"
        return keep_nowhere(page)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the situations."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"situations": SITUATIONS.values()}

    @staticmethod
    def _stage(request: HttpRequest) -> str:
        """Which page is asked for. In another language it is the page on which somebody is."""
        go = request.POST.get("go", "")
        return request.POST.get("at", "") if go == "stay" else go

    def _choice(
        self,
        request: HttpRequest,
        form: OpenForm | None = None,
        *,
        closed: bool = False,
        status: int = 200,
    ) -> TemplateResponse:
        form = form or new_form()
        context = self.get_context(request) | {"form_id": form.id, "token": form.token}
        return TemplateResponse(request, self.template, context | {"closed": closed}, status=status)

    def _form_context(self, request: HttpRequest, form: OpenForm) -> dict[str, Any]:
        return self.get_context(request) | {"form_id": form.id, "token": form.token}
