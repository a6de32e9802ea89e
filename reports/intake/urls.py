"""Addresses of the tip form and the conversation, below /{lang}/report/."""

from django.urls import path

from reports.intake import conversation, files, receipt, steps, upload

urlpatterns = [
    path("", steps.start, name="report_start"),
    path("form/", steps.form, name="report_form"),
    path("kept/", receipt.kept, name="report_kept"),
    path("files/", files.page, name="report_files"),
    path("files/add/", upload.add, name="report_upload"),
    path("reply/", conversation.reply, name="report_reply"),
]
