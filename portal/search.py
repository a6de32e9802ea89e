"""The addresses that are no pages of the CMS, as documents of the search."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from home.search.documents import Document
from home.search.sources import Keyed, Source


def _documents() -> Iterator[Keyed]:
    report, reply = [], []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            report.append(
                Document(
                    kind="page",
                    language=code,
                    title=_("Send a tip"),
                    headings=_("report, complain, denounce, inform"),
                    text=" ".join(
                        [_("Tell us what you saw"), _("No name needed. About five minutes.")]
                    ),
                    paths={code: f"/{code}/report/"},
                    work="portal:report",
                )
            )
            reply.append(
                Document(
                    kind="page",
                    language=code,
                    title=_("Check for a reply"),
                    text=_("You need your secret code."),
                    paths={code: f"/{code}/report/reply/"},
                    work="portal:reply",
                )
            )
    yield "portal:report", report
    yield "portal:reply", reply


FORM = Source("portal", _documents)
