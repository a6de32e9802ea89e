"""Log lines that say where something broke and never what somebody wrote."""

import logging
import traceback


class ScrubbedFormatter(logging.Formatter):
    """Prints an exception as its type and the places it passed, without message or address.

    Messages of exceptions quote values (`invalid literal …`), and Django's own lines quote the
    address that was asked for: either could hold words of a sender.
    """

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django"):
            record = logging.makeLogRecord(record.__dict__ | {"args": None, "msg": "failed"})
        elif record.exc_info:  # the constant part of the message alone
            record = logging.makeLogRecord(record.__dict__ | {"args": None})
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: "logging._SysExcInfoType") -> str:  # noqa: N802 the library's name
        kind, _error, places = ei
        frames = traceback.extract_tb(places)
        lines = [f'  File "{f.filename}", line {f.lineno}, in {f.name}' for f in frames]
        return "\n".join([*lines, f"  {kind.__name__ if kind else None}"])
