from reports.models.access import Access
from reports.models.entry import Entry
from reports.models.report import Report
from reports.models.status_change import StatusChange
from reports.models.trace import Trace

__all__ = ["Access", "Entry", "Report", "StatusChange", "Trace"]
