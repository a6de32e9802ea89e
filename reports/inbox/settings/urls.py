"""Addresses of the settings, below /staff/inbox/settings/."""

from django.urls import path

from reports.inbox.settings import intake, labels, views

urlpatterns = [
    path("", views.settings_page, name="inbox_settings"),
    path("intake/", intake.intake_settings, name="inbox_intake_settings"),
    path("labels/", labels.label_settings, name="inbox_label_settings"),
    path("labels/<slug:label_id>/", labels.rename, name="inbox_label"),
    path("labels/<slug:label_id>/use/", labels.use, name="inbox_label_use"),
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
