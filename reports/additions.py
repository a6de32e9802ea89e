"""What a sender's further words are. It is said inside the sealed body: the database has it not."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Addition(TextChoices):
    """The kinds of further words, in the words that members read."""

    MORE = "more", _("From the sender")
    ANSWER = "answer", _("Answer from the sender")
    CORRECTION = "correction", _("Correction from the sender")
    DANGER = "danger", _("The sender says: I am in danger now")


CHOICES = (
    (Addition.MORE.value, _("Something more")),
    (Addition.ANSWER.value, _("An answer to your message")),
    (Addition.CORRECTION.value, _("A correction of what I told you")),
)
"""What a sender can choose from, in the sender's words."""


def in_words_of(body: dict[str, object]) -> str:
    """What a member reads above a sealed body: a second Send with changed words is a correction."""
    code = "correction" if "answers" in body else str(body.get("as", ""))
    known = code in Addition.values
    return str(Addition(code).label if known else Addition.MORE.label)
