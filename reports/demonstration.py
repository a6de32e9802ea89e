"""Demonstration tips, sent by the same function as a sender's, and reply templates."""

from accounts.models import Agency
from reports.intake.hashing import keys_of
from reports.intake.services import report_submit
from reports.models import ReplyTemplate
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


# Words a committee can begin with; a lead changes them, a Tetum speaker reviews them.
_TEMPLATES: dict[str, dict[str, str]] = {
    "1. We have read it": {
        "tet": (
            "Obrigadu tanba ita hakerek mai ami. Ami lee ona buat ne’ebé ita haruka. Ami hatán "
            "to’o {answer_by}. Se ita iha perigu agora, telefone {hotline}."
        ),
        "pt": (
            "Obrigado por nos escrever. Lemos o que enviou. Respondemos até {answer_by}. Se está "
            "em perigo agora, ligue {hotline}."
        ),
        "en": (
            "Thank you for writing to us. We have read what you sent. We answer by {answer_by}. "
            "If you are in danger now, call {hotline}."
        ),
        "id": (
            "Terima kasih telah menulis kepada kami. Kami sudah membaca yang Anda kirim. Kami "
            "menjawab paling lambat {answer_by}. Jika Anda dalam bahaya sekarang, telepon "
            "{hotline}."
        ),
    },
    "2. One question more": {
        "tet": (
            "Obrigadu. Ami iha pergunta ida tan: \n\nLa presiza hatán se ne’e perigu ba ita. Ami "
            "haree fali iha {answer_by}."
        ),
        "pt": (
            "Obrigado. Temos mais uma pergunta: \n\nNão precisa de responder se for perigoso para "
            "si. Voltamos a ver em {answer_by}."
        ),
        "en": (
            "Thank you. We have one question more: \n\nYou need not answer if it is dangerous for "
            "you. We look again on {answer_by}."
        ),
        "id": (
            "Terima kasih. Kami punya satu pertanyaan lagi: \n\nAnda tidak perlu menjawab jika "
            "itu berbahaya bagi Anda. Kami melihat lagi pada {answer_by}."
        ),
    },
    "3. Passed on": {
        "tet": (
            "Iha {day} ami hato’o informasaun ba ema ne’ebé bele tulun. Ami la hatudu saida mak "
            "bele dehan ita sé. Ita bele hakerek fali iha ne’e."
        ),
        "pt": (
            "Em {day} passámos a informação a quem pode ajudar. Não mostrámos nada que diga quem "
            "você é. Pode escrever-nos aqui outra vez."
        ),
        "en": (
            "On {day} we passed the information on to those who can help. We showed nothing that "
            "tells who you are. You can write to us here again."
        ),
        "id": (
            "Pada {day} kami meneruskan informasi kepada pihak yang dapat membantu. Kami tidak "
            "menunjukkan apa pun yang memberi tahu siapa Anda. Anda dapat menulis lagi di sini."
        ),
    },
}


def load_reply_templates() -> None:
    """The templates of the agency that takes tips in."""
    agency = Agency.objects.get(takes_tips_in=True)
    for name, texts in _TEMPLATES.items():
        ReplyTemplate.objects.create(agency=agency, name=name, texts=texts)


def load_tips() -> None:
    """Sends the demonstration tips. Nobody keeps their codes."""
    for language, answers in TIPS:
        report_submit(keys_of(new_code()), answers=answers, language=language)
