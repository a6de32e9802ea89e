"""Addresses of the tip form and the conversation, below /{lang}/report/."""

from django.urls import path

from reports.intake import (
    conversation,
    files,
    new_code,
    person_check,
    receipt,
    safer,
    sound,
    steps,
    upload,
)

urlpatterns = [
    path("", steps.start, name="report_start"),
    path("audio/<slug:question>/<slug:language>/<slug:digest>", sound.play, name="report_audio"),
    path("form/", steps.form, name="report_form"),
    path("kept/", receipt.kept, name="report_kept"),
    path("new-code/", new_code.taken, name="report_new_code"),
    path("safer/", safer.safer, name="report_safer"),
    path("check/", person_check.check, name="report_check"),
    path("files/", files.page, name="report_files"),
    path("files/add/", upload.add, name="report_upload"),
    path("reply/", conversation.reply, name="report_reply"),
]
