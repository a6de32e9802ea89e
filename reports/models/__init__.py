from reports.models.access import Access
from reports.models.entry import Entry
from reports.models.intake_settings import IntakeSettings
from reports.models.report import Report

__all__ = ["Access", "Entry", "IntakeSettings", "Report"]
