"""Tips by the thousand, with real seals. No code is hashed: nobody comes back to them."""

from django.db import transaction
from django.utils import timezone

from accounts.trust import intake_chain
from reports import seals
from reports.models import Entry, Report
from vault.report_keys import ReportKeys

_ANSWERS: seals.Answers = {
    "story": "A man keeps the passports of three women in a house by the market. " * 6,
    "exploitation": ["not_free", "house_work"],
    "municipality": "tl-07",
    "minors": "unknown",
}


@transaction.atomic
def seal_tips(number: int) -> None:
    """Adds so many tips that say the same."""
    epoch = intake_chain()[-1]
    for _tip in range(number):
        keys = ReportKeys.generate()
        tip = Report(
            received_on=timezone.localdate(),
            language="tet",
            danger_now=False,
            epoch=epoch,
            case_recipient=keys.case.recipient,
        )
        to, pk = [epoch.recipient], tip.pk
        tip.sealed_case = seals.seal_report_identity(keys.case, kind="case", report=pk, to=to)
        tip.sealed_thread = seals.seal_report_identity(keys.thread, kind="thread", report=pk, to=to)
        tip.sealed_card = seals.seal_card(seals.make_card(_ANSWERS), report=pk, case=keys.case)
        tip.rank = tip.place_in_lists()
        tip.save(force_insert=True)
        Entry.objects.create(
            report=tip,
            number=1,
            kind=Entry.Kind.ANSWERS,
            on=tip.received_on,
            sealed=seals.seal_from_sender(
                seals.encode({"answers": _ANSWERS, "language": "tet"}),
                report=pk,
                kind=Entry.Kind.ANSWERS,
                number=1,
                recipient=keys.case.recipient,
                thread=keys.thread,
            ),
            mark=b"",
        )
