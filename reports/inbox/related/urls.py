"""Addresses about tips that may belong to one, below /staff/inbox/<id>/related/."""

from django.urls import path

from reports.inbox.related import page

urlpatterns = [
    path("", page.look, name="inbox_related"),
    path("link/", page.link, name="inbox_link"),
    path("unlink/", page.unlink, name="inbox_unlink"),
]
