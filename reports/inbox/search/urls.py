"""Addresses of the search, below /staff/inbox/search/."""

from django.urls import path

from reports.inbox.search import page

urlpatterns = [
    path("", page.search, name="inbox_search"),
    path("stop/<uuid:run>/", page.stop_search, name="inbox_search_stop"),
]
