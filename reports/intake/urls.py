"""Addresses of the tip form and the conversation, below /{lang}/report/."""

from django.urls import path

from reports.intake import conversation, person_check, receipt, steps

urlpatterns = [
    path("", steps.start, name="report_start"),
    path("form/", steps.form, name="report_form"),
    path("kept/", receipt.kept, name="report_kept"),
    path("check/", person_check.check, name="report_check"),
    path("reply/", conversation.reply, name="report_reply"),
]
