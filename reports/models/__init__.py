from reports.models.access import Access
from reports.models.attachment import Attachment
from reports.models.entry import Entry
from reports.models.intake_settings import IntakeSettings
from reports.models.question_setting import QuestionSetting, QuestionSound
from reports.models.report import Report
from reports.models.search_stop import SearchStop
from reports.models.status_change import StatusChange
from reports.models.trace import Trace

__all__ = [
    "Access",
    "Attachment",
    "Entry",
    "IntakeSettings",
    "QuestionSetting",
    "QuestionSound",
    "Report",
    "SearchStop",
    "StatusChange",
    "Trace",
]
