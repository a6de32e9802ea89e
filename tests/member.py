"""Members, as tests without a browser need them."""

from accounts.agencies import appoint, found_agency
from accounts.demonstration import PASSWORD
from accounts.epoch_keys import open_newest
from accounts.keys import open_member_identity
from accounts.models import Agency, User
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.reading import OpenEntry, open_keys, timeline
from reports.models import Report
from vault.identity import Identity
from vault.trust import voice_fingerprint


def unlocked(username: str) -> Unlocked:
    """A demonstration person with the keys that their password opens."""
    user = User.objects.get(username=username)
    return Unlocked(user, open_member_identity(user, PASSWORD))


def intake_agency() -> Agency:
    """The agency that takes tips in."""
    return Agency.objects.get(takes_tips_in=True)


def said_by(user: User) -> str:
    """What a person reads out on the telephone: the digits of their keys."""
    return "".join(voice_fingerprint(user.recipient or "", user.verify_key))


def join(lead: Unlocked, username: str, role: Role = Role.TRIAGE) -> None:
    """Gives somebody a role in the agency that takes tips in."""
    user = User.objects.get(username=username)
    appoint(lead, user, role, agency=intake_agency(), said_digits=said_by(user))


def found_partner(lead: Unlocked, *, slug: str, partner_lead: User) -> Agency:
    """Another agency, signed by the one that takes tips in."""
    return found_agency(
        slug=slug,
        name=slug.title(),
        takes_tips_in=False,
        lead=partner_lead,
        recovery_recipient=Identity.generate().recipient,
        signer=open_newest(lead, intake_agency()),
    ).epoch.agency


def read_tip(member: Unlocked, report: Report) -> list[OpenEntry]:
    """Everything of a tip, as this member reads it."""
    return timeline(report, open_keys(member, report))
