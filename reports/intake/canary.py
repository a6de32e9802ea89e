"""A tip that proves, in each language, that tips are taken in and found again.

It is marked in clear as a canary: no member sees it, nothing counts it, nobody is told of it.
"""

from django.utils.translation import override

from reports.additions import Addition
from reports.intake import actions, store
from reports.intake.hashing import keys_of, keys_of_any_generation
from reports.intake.returning import Conversation, conversation
from reports.intake.services import report_submit
from reports.models import Report
from vault.receipts import SenderKeys, new_code

_ORIGIN = store.Origin(canary=True)
_ANSWERS: dict[str, str | list[str]] = {
    "story": "This is a canary: a tip sent by the portal itself, to see that tips arrive.",
    "danger": "no",
}
_ENTRIES = 2  # the answers and one correction


class Failed(Exception):
    """A step did not do what it has to. The message names the step, and no code and no key."""


def sing(language: str) -> None:
    """Sends a canary, comes back by its code, corrects it once and removes it whole.

    It is removed when a step fails, too. Raises Failed, and whatever a step raises.
    """
    try:
        with override(language):
            _go_through(language)
    finally:
        removed = store.delete_canaries()
    if removed != 1:
        raise Failed("removing")


def _go_through(language: str) -> None:
    code = new_code()
    if report_submit(keys_of(code), answers=_ANSWERS, language=language, origin=_ORIGIN) is None:
        raise Failed("sending")
    found = _come_back(code, "coming back")
    if found.status is not Report.Status.RECEIVED or found.messages:
        raise Failed("the status")
    for _again in range(2):  # the second time is the same page sent twice
        _correct(found.keys)
    if store.count_entries(found.keys.lookup) != _ENTRIES:
        raise Failed("the correction")
    _come_back(code, "coming back again")


def _come_back(code: str, step: str) -> Conversation:
    found = conversation(*keys_of_any_generation(code))
    if found is None:
        raise Failed(step)
    return found


def _correct(keys: SenderKeys) -> None:
    text = "A correction by the canary."
    actions.add_to_tip(keys, text=text, once="canary", kind=Addition.CORRECTION)
