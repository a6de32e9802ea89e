"""Addresses of the inbox, below /staff/inbox/."""

from django.urls import include, path

from reports.inbox import away, entering, files, keyboard, leaving, quarantine, resealing_page
from reports.inbox.bulk import views as bulk
from reports.inbox.dashboard.page import dashboard
from reports.inbox.listing import page as listing
from reports.inbox.notices import pages as notices
from reports.inbox.tip import assessment, assigning, labelling, moving, page, urgency
from reports.inbox.writing import notes, replies, sharing, translations

urlpatterns = [
    path("", listing.tips, name="inbox_tips"),
    path("keys/", resealing_page.reseal, name="inbox_reseal"),
    path("search/", include("reports.inbox.search.urls")),
    path("settings/", include("reports.inbox.settings.urls")),
    path("views/", include("reports.inbox.saved.urls")),
    path("bulk/", bulk.bulk, name="inbox_bulk"),
    path("bulk/<uuid:batch_id>/", bulk.done, name="inbox_bulk_done"),
    path("bulk/<uuid:batch_id>/undo/", bulk.undo, name="inbox_bulk_undo"),
    path("keyboard/", keyboard.keyboard, name="inbox_keyboard"),
    path("quarantine/", quarantine.quarantine, name="inbox_quarantine"),
    path("leaving/<account:username>/", leaving.leave_agency, name="inbox_leaving"),
    path("dashboard/", dashboard, name="inbox_dashboard"),
    path("away/", away.away, name="inbox_away"),
    path("away/<int:pk>/remove/", away.remove, name="inbox_away_remove"),
    path("notices/", notices.choice, name="inbox_notices"),
    path("notices/sent/", notices.sent, name="inbox_sent_notices"),
    path("notices/<uuid:pk>/forget/", notices.forget, name="inbox_notice_forget"),
    path("new/", entering.choose, name="inbox_new"),
    path("new/<slug:channel>/", entering.form, name="inbox_new_form"),
    path("<uuid:report_id>/", page.tip, name="inbox_tip"),
    path("<uuid:report_id>/status/", moving.set_status, name="inbox_status"),
    path("<uuid:report_id>/close/", moving.close, name="inbox_close"),
    path("<uuid:report_id>/close/agree/", moving.agree, name="inbox_close_agree"),
    path("<uuid:report_id>/close/refuse/", moving.refuse, name="inbox_close_refuse"),
    path("<uuid:report_id>/urgency/", urgency.set_urgency, name="inbox_urgency"),
    path("<uuid:report_id>/danger/", urgency.end_danger, name="inbox_danger"),
    path("<uuid:report_id>/assignee/", assigning.assign, name="inbox_assign"),
    path("<uuid:report_id>/hand-over/", assigning.hand_over, name="inbox_hand_over"),
    path("<uuid:report_id>/labels/", labelling.put_labels, name="inbox_labels"),
    path("<uuid:report_id>/assessment/", assessment.assess, name="inbox_assessment"),
    path("<uuid:report_id>/note/", notes.note, name="inbox_note"),
    path("<uuid:report_id>/reply/", replies.reply, name="inbox_reply"),
    path(
        "<uuid:report_id>/entries/<int:number>/translation/",
        translations.translation,
        name="inbox_translation",
    ),
    path("<uuid:report_id>/entries/<int:number>/sharing/", sharing.sharing, name="inbox_sharing"),
    path("<uuid:report_id>/related/", include("reports.inbox.related.urls")),
    path("<uuid:report_id>/files/<uuid:file_id>/", files.cleaned, name="inbox_file"),
    path(
        "<uuid:report_id>/files/<uuid:file_id>/original/",
        files.original,
        name="inbox_file_original",
    ),
    path("<uuid:report_id>/files/<uuid:file_id>/clean/", files.clean_now, name="inbox_clean_file"),
]
