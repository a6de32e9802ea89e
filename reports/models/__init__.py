from reports.models.access import Access
from reports.models.attachment import Attachment
from reports.models.bulk_undo import BulkUndo
from reports.models.deadline_settings import Away, DayOff, PromiseSetting
from reports.models.entry import Entry
from reports.models.intake_settings import IntakeSettings
from reports.models.label import Label
from reports.models.notice import Notice, NoticeChoice
from reports.models.question_setting import QuestionSetting, QuestionSound
from reports.models.reply_template import ReplyTemplate
from reports.models.report import Report
from reports.models.saved_view import SavedView
from reports.models.search_stop import SearchStop
from reports.models.status_change import StatusChange
from reports.models.trace import Trace
from reports.models.weekly_returns import WeeklyReturns

__all__ = [
    "Access",
    "Attachment",
    "Away",
    "BulkUndo",
    "DayOff",
    "Entry",
    "IntakeSettings",
    "Label",
    "Notice",
    "NoticeChoice",
    "PromiseSetting",
    "QuestionSetting",
    "QuestionSound",
    "ReplyTemplate",
    "Report",
    "SavedView",
    "SearchStop",
    "StatusChange",
    "Trace",
    "WeeklyReturns",
]
