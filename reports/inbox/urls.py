"""Addresses of the inbox, below /staff/inbox/."""

from django.urls import path

from reports.inbox import intake_settings, leaving, quarantine, resealing_page, views

urlpatterns = [
    path("", views.tips, name="inbox_tips"),
    path("keys/", resealing_page.reseal, name="inbox_reseal"),
    path("quarantine/", quarantine.quarantine, name="inbox_quarantine"),
    path("settings/intake/", intake_settings.intake_settings, name="inbox_intake_settings"),
    path("leaving/<account:username>/", leaving.leave_agency, name="inbox_leaving"),
    path("<uuid:report_id>/", views.tip, name="inbox_tip"),
    path("<uuid:report_id>/assignee/", views.assign, name="inbox_assign"),
]
