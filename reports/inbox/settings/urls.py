"""Addresses of the settings, below /staff/inbox/settings/."""

from django.urls import path

from reports.inbox.settings import deadlines, intake, labels, reply_templates, views

urlpatterns = [
    path("", views.settings_page, name="inbox_settings"),
    path("intake/", intake.intake_settings, name="inbox_intake_settings"),
    path("deadlines/", deadlines.promises, name="inbox_deadlines"),
    path("days-off/", deadlines.days_off, name="inbox_days_off"),
    path("days-off/<slug:on>/remove/", deadlines.remove_day_off, name="inbox_day_off_remove"),
    path("labels/", labels.label_settings, name="inbox_label_settings"),
    path("labels/<slug:label_id>/", labels.rename, name="inbox_label"),
    path("labels/<slug:label_id>/use/", labels.use, name="inbox_label_use"),
    path("replies/", reply_templates.reply_templates, name="inbox_reply_templates"),
    path("replies/new/", reply_templates.reply_template, name="inbox_new_reply_template"),
    path(
        "replies/<int:template_id>/",
        reply_templates.reply_template,
        name="inbox_reply_template",
    ),
    path(
        "replies/<int:template_id>/delete/",
        reply_templates.delete_reply_template,
        name="inbox_delete_reply_template",
    ),
    path("questions/", views.questions, name="inbox_questions"),
    path("questions/<slug:code>/", views.question, name="inbox_question"),
    path("questions/<slug:code>/original/", views.restore, name="inbox_question_original"),
    path("questions/<slug:code>/sound/", views.add_sound, name="inbox_question_sound"),
    path(
        "questions/<slug:code>/sound/<slug:language>/remove/",
        views.remove_sound,
        name="inbox_question_sound_remove",
    ),
]
