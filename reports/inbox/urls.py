"""Addresses of the inbox, below /staff/inbox/."""

from django.urls import path

from reports.inbox import views

urlpatterns = [
    path("", views.tips, name="inbox_tips"),
    path("<uuid:report_id>/", views.tip, name="inbox_tip"),
]
