"""Addresses of saved views, below /staff/inbox/views/."""

from django.urls import path

from reports.inbox.saved import pages

urlpatterns = [
    path("", pages.views, name="inbox_views"),
    path("new/", pages.new, name="inbox_view_new"),
    path("<uuid:view_id>/", pages.view, name="inbox_view"),
    path("<uuid:view_id>/change/", pages.change, name="inbox_view_change"),
    path("<uuid:view_id>/notices/", pages.notices, name="inbox_view_notices"),
    path("<uuid:view_id>/delete/", pages.delete, name="inbox_view_delete"),
]
