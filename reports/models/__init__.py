from reports.models.access import Access
from reports.models.attachment import Attachment
from reports.models.entry import Entry
from reports.models.report import Report

__all__ = ["Access", "Attachment", "Entry", "Report"]
