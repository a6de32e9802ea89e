"""Addresses of the inbox, below /staff/inbox/."""

from django.urls import include, path

from reports.inbox import entering, files, leaving, quarantine, resealing_page, views
from reports.inbox.tip import page, side

urlpatterns = [
    path("", views.tips, name="inbox_tips"),
    path("keys/", resealing_page.reseal, name="inbox_reseal"),
    path("search/", include("reports.inbox.search.urls")),
    path("settings/", include("reports.inbox.settings.urls")),
    path("quarantine/", quarantine.quarantine, name="inbox_quarantine"),
    path("leaving/<account:username>/", leaving.leave_agency, name="inbox_leaving"),
    path("new/", entering.choose, name="inbox_new"),
    path("new/<slug:channel>/", entering.form, name="inbox_new_form"),
    path("<uuid:report_id>/", page.tip, name="inbox_tip"),
    path("<uuid:report_id>/status/", side.set_status, name="inbox_status"),
    path("<uuid:report_id>/assignee/", side.assign, name="inbox_assign"),
    path("<uuid:report_id>/related/", include("reports.inbox.related.urls")),
    path("<uuid:report_id>/files/<uuid:file_id>/", files.cleaned, name="inbox_file"),
    path(
        "<uuid:report_id>/files/<uuid:file_id>/original/",
        files.original,
        name="inbox_file_original",
    ),
    path("<uuid:report_id>/files/<uuid:file_id>/clean/", files.clean_now, name="inbox_clean_file"),
]
