"""Demonstration tips, sent by the same function as a sender's."""

from reports.intake.hashing import keys_of
from reports.intake.services import report_submit
from reports.seals import Answers
from vault.receipts import new_code

_TIPS: tuple[tuple[str, Answers], ...] = (
    (
        "en",
        {
            "story": (
                "(Demonstration) A man offers young people work on a fishing boat. He keeps their "
                "passports. He says they owe him money for the journey."
            ),
            "danger": "no",
            "exploitation": ["fishing", "job_abroad"],
            "people": "2-5",
            "minors": "unknown",
            "municipality": "tl-06",
            "when": "month",
        },
    ),
    (
        "pt",
        {
            "story": (
                "(Demonstração) Na casa do lado há uma menina que trabalha de dia e de noite. "
                "Não vai à escola e não a deixam sair."
            ),
            "danger": "yes",
            "exploitation": ["child_work", "house_work", "not_free"],
            "people": "1",
            "minors": "yes",
            "municipality": "tl-07",
            "when": "now",
        },
    ),
)


def load_tips() -> None:
    """Sends the demonstration tips. Nobody keeps their codes."""
    for language, answers in _TIPS:
        report_submit(keys_of(new_code()), answers=answers, language=language)
