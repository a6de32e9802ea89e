"""The screens of editors of the law, inside the CMS: versions of an act, one version, one article.

Who is not an editor does not get this far: all of the CMS is behind that role.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committee_pages.law import services
from committee_pages.law.cms.forms import AboutForm, ArticleForm, VersionForm
from committee_pages.law.cms.goals import lines_from_goals
from committee_pages.law.cms.policy import may_publish
from committee_pages.law.comparing import changes, lines_of
from committee_pages.law.faults import TextRefused
from committee_pages.law.naming import heading_in, name_of
from committee_pages.law.reading import CONTAINERS, TEXT_LANGUAGES, Reading, read_all
from committee_pages.law.seen import digest, fingerprint
from committee_pages.law.structure import Kind, Node, with_ids
from committee_pages.models import Act, ActVersion, ProvisionText

_TEMPLATES = "committee_pages/law/cms"


def _to(version: ActVersion) -> HttpResponse:
    return HttpResponseRedirect(reverse("law_version", args=[version.pk]))


def versions(request: HttpRequest, act_id: int) -> HttpResponse:
    """The versions and drafts of an act; a form that begins a new one."""
    act = get_object_or_404(Act.objects.with_titles(), pk=act_id)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = _begin(act, form.cleaned_data, request.user)
        except TextRefused as fault:
            form.add_error("in_force_from", str(fault.sentence))
        else:
            return _to(version)
    found = act.versions.all()
    return render(
        request, f"{_TEMPLATES}/versions.html", {"act": act, "versions": found, "form": form}
    )


def _begin(act: Act, about: dict[str, Any], user: Any) -> ActVersion:
    """A draft that starts from the text of the version before it."""
    day = about.pop("in_force_from")
    before = act.versions.published().on(day)
    trees = (
        {
            language: services.tree_of(before, language)
            for language in sorted(services.languages_of(before))
        }
        if before
        else {}
    )
    notes = services.notes_of(before) if before else {}
    return services.save_version(
        act=act, in_force_from=day, trees=trees, notes=notes, by=user, **about
    )


def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version: its outline, what its draft changes, what is said about it."""
    shown = get_object_or_404(ActVersion.objects.select_related("act"), pk=version_id)
    form = AboutForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        unchanged = get_object_or_404(ActVersion, pk=version_id)
        try:
            draft = services.change_about(unchanged, by=request.user, **form.cleaned_data)
        except TextRefused as fault:
            return _refused(request, shown, fault)
        messages.success(request, _("Saved as a draft. A publisher lets the public read it."))
        return _to(draft)
    shown = get_object_or_404(ActVersion.objects.select_related("act"), pk=version_id)
    reading = read_all(shown)
    context = {
        "version": shown,
        "form": form,
        "rows": _outline(reading),
        "may_publish": may_publish(request.user),
        "changes": _changes(shown, reading) if not shown.is_published else [],
        "has_page": shown.act.pages.exists(),
        "seen": fingerprint(shown),
    }
    return render(request, f"{_TEMPLATES}/version.html", context)


def article(request: HttpRequest, version_id: int, eid: str) -> HttpResponse:
    """One article in all languages, as the draft of the day has it. There what is saved goes."""
    asked = get_object_or_404(ActVersion.objects.select_related("act"), pk=version_id)
    shown = _draft_or_itself(asked)
    values = _article_values(shown, eid)
    number = str(values.pop("number"))
    form = ArticleForm(request.POST or None, number=number, version=shown, initial=values)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _save(form, asked, eid, request)
        except TextRefused as fault:
            form.add_error(None, str(fault.sentence))
        else:
            messages.success(request, _("Saved as a draft. A publisher lets the public read it."))
            return _to(draft)
    context = {
        "version": shown,
        "form": form,
        "name": name_of(Kind.ARTICLE, number),
        "eid": eid,
        # What the person saw stays what it was, whatever else is wrong with the form.
        "seen": request.POST.get("seen") or digest(values),
    }
    return render(request, f"{_TEMPLATES}/article.html", context)


def _draft_or_itself(version: ActVersion) -> ActVersion:
    """The draft of the same day, where there is one: corrections go on from there."""
    if version.is_published:
        drafts = ActVersion.objects.drafts().select_related("act")
        same_day = drafts.filter(act=version.act_id, in_force_from=version.in_force_from)
        return same_day.first() or version
    return version


def _article_values(shown: ActVersion, eid: str) -> dict[str, str]:
    """The number of an article and what its form shows. Raises Http404 where there is none."""
    nodes = _nodes(shown, eid)
    texts = ProvisionText.objects.filter(provision__version=shown, provision__eid=eid)
    return {
        "number": next(iter(nodes.values())).number,
        **ArticleForm.values_of(nodes, {text.language: text.note for text in texts}),
        "see_also": lines_from_goals(shown, eid),
    }


@transaction.atomic
def _save(form: ArticleForm, asked: ActVersion, eid: str, request: HttpRequest) -> ActVersion:
    """The draft with the article of the form. Raises TextRefused if that is not what was seen."""
    services.write_alone(asked.act_id)
    shown = _draft_or_itself(asked)
    values = _article_values(shown, eid)
    del values["number"]
    if _seen(request) != digest(values):
        raise TextRefused(
            _(
                "Somebody changed this article since you opened it. Copy your words, open it again"
                " and put them in."
            )
        )
    draft = services.replace_article(
        version=shown, eid=eid, nodes=form.nodes, notes=form.notes, by=request.user
    )
    services.save_links(version=draft, eid=eid, goals=form.goals)
    return draft


def _seen(request: HttpRequest) -> str:
    """What the person looked at; never empty, so that a request without it is refused."""
    return request.POST.get("seen") or "nothing"


def _refused(request: HttpRequest, version: ActVersion, fault: TextRefused) -> HttpResponse:
    """Back to the version, or to the act where the version is gone, with a sentence."""
    messages.error(request, str(fault.sentence))
    if ActVersion.objects.filter(pk=version.pk).exists():
        return _to(version)
    return HttpResponseRedirect(reverse("law_versions", args=[version.act_id]))


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Lets the public read a draft. Raises PermissionDenied for who is no publisher."""
    draft = _for_publishers(request, version_id, published=False)
    try:
        services.publish_version(draft, seen=_seen(request), by=request.user)
    except TextRefused as fault:
        return _refused(request, draft, fault)
    messages.success(request, _("Published. The PDF follows within a minute or two."))
    return _to(draft)


@require_POST
def withdraw(request: HttpRequest, version_id: int) -> HttpResponse:
    """Takes a version from the public. Raises PermissionDenied for who is no publisher."""
    published = _for_publishers(request, version_id, published=True)
    try:
        services.withdraw_version(published, by=request.user)
    except TextRefused as fault:
        return _refused(request, published, fault)
    return _to(published)


@require_POST
def discard(request: HttpRequest, version_id: int) -> HttpResponse:
    """Throws a draft away."""
    draft = get_object_or_404(ActVersion.objects.drafts().select_related("act"), pk=version_id)
    try:
        services.discard_draft(draft, seen=_seen(request), by=request.user)
    except TextRefused as fault:
        return _refused(request, draft, fault)
    messages.success(request, _("The draft is thrown away."))
    return HttpResponseRedirect(reverse("law_versions", args=[draft.act_id]))


@require_safe
def preview(request: HttpRequest, version_id: int) -> HttpResponse:
    """A version as readers would see it, in the language of the person. Raises Http404."""
    shown = get_object_or_404(ActVersion.objects.select_related("act"), pk=version_id)
    pages = {page.locale.language_code: page for page in shown.act.pages.select_related("locale")}
    if not pages:
        raise Http404
    page = pages.get(get_language() or "") or next(iter(pages.values()))
    page.previewed = shown
    answer: HttpResponse = page.make_preview_request(request, "draft")
    return answer


def _for_publishers(request: HttpRequest, version_id: int, *, published: bool) -> ActVersion:
    if not may_publish(request.user):
        raise PermissionDenied
    found = ActVersion.objects.published() if published else ActVersion.objects.drafts()
    version: ActVersion = get_object_or_404(found.select_related("act"), pk=version_id)
    return version


def _outline(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "eid": place.eid,
            "is_article": place.is_article,
            "name": name_of(place.kind, place.number),
            "heading": heading_in(place, get_language() or "", TEXT_LANGUAGES),
            "missing": [code for code in TEXT_LANGUAGES if not place.is_transcribed(code)],
        }
        for place in reading.walk()
        if place.is_article or place.kind in CONTAINERS
    ]


def _changes(draft: ActVersion, reading: Reading) -> list[dict[str, Any]]:
    """What publishing a draft would change: against the text of the same day or the one before."""
    before = draft.act.versions.published().on(draft.in_force_from)
    if before is None:
        return []
    was = {place.eid: place for place in read_all(before).articles}
    found: list[dict[str, Any]] = []
    for place in reading.articles:
        old = was.pop(place.eid, None)
        found += (
            {"name": name_of(place.kind, place.number), "language": code, "html": html}
            for code in TEXT_LANGUAGES
            if (html := changes(lines_of(old, code) if old else "", lines_of(place, code)))
        )
    found += (
        {"name": name_of(place.kind, place.number), "language": "", "html": _("taken out")}
        for place in was.values()
    )
    return found


def _nodes(shown: ActVersion, eid: str) -> dict[str, Node]:
    """An article in each language. Raises Http404 for what is no article of this version."""
    found = {
        language: node
        for language in dict.fromkeys([*TEXT_LANGUAGES, *services.languages_of(shown)])
        for here, node in with_ids(services.tree_of(shown, language))
        if here == eid and node.kind is Kind.ARTICLE
    }
    if not found:
        raise Http404
    return found
