"""Demonstration tips, sent by the same function as a sender's."""

from reports.intake.hashing import keys_of
from reports.intake.services import report_submit
from reports.seals import Answers
from vault.receipts import new_code

TIPS: tuple[tuple[str, Answers], ...] = (
    (
        "en",
        {
            "story": (
                "(Demonstration) A man offers young people work on a fishing boat. He keeps their "
                "passports. He says they owe him money for the journey."
            ),
            "danger": "no",
            "exploitation": ["fishing", "job_abroad"],
            "signs": ["id_kept", "debt", "false_promise"],
            "people": "2-5",
            "minors": "unknown",
            "municipality": "tl-06",
            "place_kind": "boat",
            "when": "month",
            "suspect": "(Demonstration) He calls himself Uncle and drives a white pick-up.",
            "recruitment": ["facebook", "friend"],
            "relation": "neighbour",
            "exclude": ["nobody"],
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
            "signs": ["locked_in", "long_hours", "no_food"],
            "people": "1",
            "minors": "yes",
            "municipality": "tl-07",
            "place_kind": "house",
            "when": "now",
            "recruitment": ["family"],
            "relation": "unsaid",
            "exclude": ["local", "police"],
        },
    ),
    (
        "id",
        {
            "story": (
                "(Demonstrasi) Saya dijanjikan pekerjaan di kantor. Sampai di sana kami harus "
                "menipu orang lewat internet. Telepon kami diambil."
            ),
            "danger": "unknown",
            "exploitation": ["crime", "job_abroad", "not_free"],
            "signs": ["watched", "threats", "pay_kept"],
            "people": "21+",
            "minors": "maybe",
            "municipality": "abroad",
            "country": "(Demonstrasi) Kamboja",
            "place_kind": "online",
            "when": "year",
            "recruitment": ["tiktok", "agency"],
            "relation": "self",
            "exclude": ["migration"],
        },
    ),
)


def load_tips() -> None:
    """Sends the demonstration tips. Nobody keeps their codes."""
    for language, answers in TIPS:
        report_submit(keys_of(new_code()), answers=answers, language=language)
