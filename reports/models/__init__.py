from reports.models.access import Access
from reports.models.entry import Entry
from reports.models.report import Report

__all__ = ["Access", "Entry", "Report"]
