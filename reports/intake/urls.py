"""Addresses of the tip form and the conversation, below /{lang}/report/."""

from django.urls import path

from reports.intake import conversation, views

urlpatterns = [
    path("", views.start, name="report_start"),
    path("form/", views.form, name="report_form"),
    path("kept/", views.kept, name="report_kept"),
    path("reply/", conversation.reply, name="report_reply"),
]
