"""The page on which members assess a tip, beside what its sender ticked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import needs
from accounts.roles import Role
from reports.inbox.assessment import services
from reports.inbox.assessment.checklist import DIMENSIONS, prompt_of
from reports.inbox.assessment.form import AssessmentForm
from reports.inbox.assessment.reading import answers_of, differences, version_of
from reports.inbox.assessment.subjects import subjects_now
from reports.inbox.reading import thread_of
from reports.inbox.staff_entries import Written
from reports.inbox.tip.acting import OpenTip, is_saved, link_to_tip, sent, with_tip
from reports.inbox.tip.sight import back_to_tip
from reports.inbox.written import written_by_members
from reports.models import Report
from vault.report_keys import ReportKeys

_Said = dict[str, Any]


@needs(Role.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_tip
def assess(request: HttpRequest, tip: OpenTip) -> HttpResponse:
    """Everything to assess, and the older assessments. Of two at once both are shown."""
    report = tip.report
    subjects = subjects_now()
    older = _assessments(report, tip)
    last = older[-1] if older else {}
    initial = {"based_on": last.get("number", 0)}
    form = AssessmentForm(sent(request), subjects=subjects, said=last, initial=initial)

    def save() -> None:
        services.assess(
            tip.member,
            report,
            tip.case,
            based_on=form.cleaned_data["based_on"],
            said=form.said,
            once=form.cleaned_data["once"],
        )

    if form.is_valid() and is_saved(
        tip,
        form,
        save,
        stale=lambda now: _assessed_meanwhile(_assessments(now, tip)),
        based_on=lambda now: {"based_on": _newest_number(_assessments(now, tip))},
    ):
        messages.success(request, _("Saved. Older assessments are kept."))
        return back_to_tip(request, report, at="assessment")
    return render(request, "inbox/tip/assessment.html", _context(request, tip, form))


def _context(request: HttpRequest, tip: OpenTip, form: AssessmentForm) -> _Said:
    report = tip.report
    older = _assessments(report, tip)  # with what came meanwhile
    answers = answers_of(report, ReportKeys(tip.case, thread_of(tip.member, report)))
    last = older[-1] if older else {}
    clash = _is_clash(form, last)
    return {
        "report": report,
        "form": form,
        "subjects": [
            (field, subject.as_sent(answers), subject.question is not None)
            for subject, field in form.subject_fields()
        ],
        "dimensions": form.dimension_fields(),
        "number_of_dimensions": len(DIMENSIONS),
        "prompt": prompt_of(last.get("indicators", {})),
        "clash": last if clash else None,
        "differences": differences(last, form.said, form.subjects) if clash else [],
        "older": [version_of(said, form.subjects) for said in reversed(older)],
        "back": link_to_tip(request, report),
    }


def _is_clash(form: AssessmentForm, last: _Said) -> bool:
    """Whether what was sent is complete, and based on what is not the newest any more."""
    if not form.is_bound or form.has_error_in_fields:
        return False
    return bool(form.cleaned_data["based_on"] != last.get("number", 0))


def _assessments(report: Report, tip: OpenTip) -> list[_Said]:
    written = written_by_members(report, tip.case)
    return [said for said in written if said["as"] == Written.ASSESSMENT]


def _newest_number(assessments: list[_Said]) -> int:
    return int(assessments[-1]["number"]) if assessments else 0


def _assessed_meanwhile(assessments: list[_Said]) -> str:
    name = assessments[-1]["by"] if assessments else _("Somebody")
    return _(
        "%(name)s assessed the tip meanwhile. Nothing was saved yet. "
        "See below what differs, change what you want, and save once more."
    ) % {"name": name}
