"""Which epochs and which roles of the database are believed."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from accounts.models import Agency, AgencyEpoch, SignedGrant, User
from accounts.pin import pinned
from accounts.roles import IMPLIED, Role
from vault import trust
from vault.errors import Untrusted

Author = tuple[int, str]
"""The primary key of an account, and the key that checks its signatures."""


def as_epoch(row: AgencyEpoch) -> trust.Epoch:
    """What a row says of an epoch, believed or not."""
    return trust.Epoch(
        agency=row.agency.slug,
        number=row.number,
        recipient=row.recipient,
        verify_key=row.verify_key,
        recovery_recipient=row.recovery_recipient,
        previous=row.previous,
    )


def _as_signed_epoch(row: AgencyEpoch) -> trust.SignedEpoch:
    return trust.SignedEpoch(as_epoch(row), row.signer, bytes(row.signature))


def as_grant(row: SignedGrant) -> trust.Grant:
    """What a row says of a role, believed or not."""
    return trust.Grant(
        agency=row.agency.slug,
        username=row.user.username,
        role=row.role,
        recipient=row.recipient,
        verify_key=row.verify_key,
    )


def intake_chain(read: Iterable[AgencyEpoch] | None = None) -> list[AgencyEpoch]:
    """The epochs of the agency that takes tips in, oldest first; none before it is founded.

    `read` are epochs that were read already, all of this agency and maybe others. Raises
    vault.errors.Untrusted unless the pin vouches for them.
    """
    if read is None:
        read = AgencyEpoch.objects.filter(agency__takes_tips_in=True).select_related("agency")
    rows = [row for row in read if row.agency.takes_tips_in]
    if rows or pinned():
        trust.trusted_epochs([_as_signed_epoch(row) for row in rows], pin=pinned())
    return rows


def chain_of(agency: Agency, read: Iterable[AgencyEpoch] | None = None) -> list[AgencyEpoch]:
    """The epochs of an agency, oldest first.

    Those of a partner agency are believed when the newest is signed by the newest key of the agency
    that takes tips in. `read` is what `intake_chain` takes. Raises Untrusted.
    """
    intake = intake_chain(read)
    if not intake:
        raise Untrusted
    if agency.takes_tips_in:
        return intake
    rows = list(agency.epochs.select_related("agency"))
    if not rows:
        raise Untrusted
    signed = [_as_signed_epoch(row) for row in rows]
    newest = trust.check_epoch(signed[-1], signer=as_epoch(intake[-1]))
    trust.trusted_epochs(signed, pin=newest.fingerprint)
    return rows


def newest_epoch(agency: Agency) -> AgencyEpoch:
    """The epoch whose keys an agency uses now. Raises Untrusted."""
    return chain_of(agency)[-1]


class Chains:
    """The chains of agencies, each read and checked once. Lives for one request at most.

    `read` gives epochs that were read already, for `intake_chain`.
    """

    def __init__(self, read: Callable[[], list[AgencyEpoch]] | None = None) -> None:
        self._read = read
        self._chains: dict[int, list[AgencyEpoch]] = {}

    def of(self, agency: Agency) -> list[AgencyEpoch]:
        """The epochs of an agency, oldest first; none when they are not believed."""
        if agency.pk not in self._chains:
            self._chains[agency.pk] = []
            with suppress(Untrusted):
                self._chains[agency.pk] = chain_of(agency, self._read() if self._read else None)
        return self._chains[agency.pk]


def believed(grants: Iterable[SignedGrant], chains: Chains | None = None) -> list[SignedGrant]:
    """Those of the grants whose signature is that of their agency's newest key."""
    chains = chains or Chains()
    return [grant for grant in grants if _is_believed(grant, chains.of(grant.agency))]


def _is_believed(grant: SignedGrant, chain: list[AgencyEpoch]) -> bool:
    if not chain:
        return False
    with suppress(Untrusted):
        trust.check_grant(as_grant(grant), bytes(grant.signature), signer=as_epoch(chain[-1]))
        return True
    return False


def grants_around(user: User) -> list[SignedGrant]:
    """All signed grants, checked by nobody yet, of the agencies where somebody has one."""
    theirs = SignedGrant.objects.filter(user=user).values("agency")
    return list(SignedGrant.objects.filter(agency__in=theirs).select_related("agency", "user"))


def grants_of(
    user: User, chains: Chains | None = None, around: Iterable[SignedGrant] | None = None
) -> list[SignedGrant]:
    """The signed roles of somebody, in their present keys, that are believed.

    `around` are those of their agencies, where they were read already.
    """
    keys = (user.pk, user.recipient or "", user.verify_key)
    rows = grants_around(user) if around is None else around
    own = [row for row in rows if (row.user_id, row.recipient, row.verify_key) == keys]
    return [row for row in believed(own, chains) if row.role in Role]


def roles_of(
    user: User, signed: Iterable[SignedGrant], given: Iterable[str] | None = None
) -> frozenset[Role]:
    """The roles of somebody with these signed grants, with what they imply.

    `given` are those that need no signature, where they were read already.
    """
    if given is None:
        given = user.grants.values_list("role", flat=True)
    held = {Role(role) for role in given}
    held |= {
        Role(grant.role)
        for grant in signed
        # The trail is of the whole instance: an auditor of another agency reads none of it.
        if grant.role != Role.AUDITOR or grant.agency.takes_tips_in
    }
    return frozenset(held | {IMPLIED[role] for role in held if role in IMPLIED})


def members_of(agency: Agency, chains: Chains | None = None) -> list[SignedGrant]:
    """Who holds a signed role in an agency, believed and in the keys that the account has now."""
    rows = agency.grants.select_related("agency", "user").order_by("user__full_name")
    return [
        row
        for row in believed(rows, chains)
        if row.role in Role
        and (row.recipient, row.verify_key) == (row.user.recipient, row.user.verify_key)
    ]


def believed_authors(verify_keys: Iterable[str], chains: Chains | None = None) -> set[Author]:
    """Whose keys these are, as far as a lead vouched for it: members and past members."""
    rows = SignedGrant.objects.filter(verify_key__in=verify_keys)
    return authors_by(believed(rows.select_related("agency", "user"), chains))


def authors_by(grants: Iterable[SignedGrant]) -> set[Author]:
    """Whose keys these grants vouch for."""
    return {(grant.user_id, grant.verify_key) for grant in grants}
