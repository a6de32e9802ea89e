"""Addresses of the tip form and the conversation, below /{lang}/report/."""

from django.urls import path

from reports.intake import conversation, new_code, person_check, receipt, safer, sound, steps

urlpatterns = [
    path("", steps.start, name="report_start"),
    path("audio/<str:question>/<str:language>/<str:digest>", sound.play, name="report_audio"),
    path("form/", steps.form, name="report_form"),
    path("kept/", receipt.kept, name="report_kept"),
    path("new-code/", new_code.taken, name="report_new_code"),
    path("safer/", safer.safer, name="report_safer"),
    path("check/", person_check.check, name="report_check"),
    path("reply/", conversation.reply, name="report_reply"),
]
