from reports.models.access import Access
from reports.models.entry import Entry
from reports.models.question_setting import QuestionSetting, QuestionSound
from reports.models.report import Report

__all__ = ["Access", "Entry", "QuestionSetting", "QuestionSound", "Report"]
