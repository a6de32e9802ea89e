"""The visit that a page's token belongs to, or the page that says why there is none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reports.intake import pages
from reports.intake.tokens import BadToken, ConversationToken, DeadToken, ExpiredToken


def visit_of(request: HttpRequest, sealed: str) -> ConversationToken | HttpResponse:
    """The token of a conversation that goes on. Else the answer for who sent it."""
    try:
        return ConversationToken.open(sealed)
    except DeadToken:
        return pages.closed(request)
    except ExpiredToken:
        return redirect("report_reply")  # the code opens it again
    except BadToken:
        return pages.unusable(request)
