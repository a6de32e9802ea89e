"""A person who is signed in with both factors, with the keys that their password opened."""

from collections.abc import Collection, Iterable
from functools import cached_property

from accounts import trust
from accounts.keys import held_identity, open_agency_signing_key, open_member_signing_key
from accounts.models import Agency, AgencyEpoch, AgencyKey, SignedGrant, User
from accounts.roles import KEY_HOLDERS, Role
from vault.errors import Unopenable
from vault.identity import Identity
from vault.signing import SigningKey


class Unlocked:
    """The person behind a request and what they can open. Lives for one request."""

    def __init__(self, user: User, identity: Identity) -> None:
        self.user = user
        self.identity = identity
        self.given_roles: Collection[str] | None = None
        """The roles that need no signature, where they were read along with the session."""
        self._agency_identities: dict[int, Identity] = {}
        self._chains = trust.Chains(lambda: self._epochs)

    @cached_property
    def signed_grants(self) -> list[SignedGrant]:
        """The roles that a lead signed for this person's keys."""
        return trust.grants_of(self.user, self._chains, self._grants_around)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles, with those they imply."""
        return trust.roles_of(self.user, self.signed_grants, self.given_roles)

    def holds(self, role: Role) -> bool:
        """Whether this person holds a role."""
        return role in self.roles

    def has_doubtful_role(self) -> bool:
        """Whether a row gives these keys a role and is not believed: forged, or the keys are."""
        believed = [grant.pk for grant in self.signed_grants]
        rows = SignedGrant.objects.filter(recipient=self.user.recipient or "", role__in=Role.values)
        return rows.exclude(pk__in=believed).exists()

    def colleagues(self, agency: Agency) -> list[User]:
        """Those who hold an agency's keys, each once, by name."""
        grants = trust.members_of(agency, self._chains)
        holders = {grant.user_id: grant.user for grant in grants if grant.role in KEY_HOLDERS}
        return list(holders.values())

    @property
    def led_agency(self) -> Agency | None:
        """The agency whose lead this person is."""
        led = [grant.agency for grant in self.signed_grants if grant.role == Role.LEAD]
        return led[0] if led else None

    def believed_authors(self, verify_keys: Iterable[str]) -> set[trust.Author]:
        """Whose keys these are, by the chains that this request has checked already."""
        keys = set(verify_keys)
        around = [grant for grant in self._grants_around if grant.verify_key in keys]
        known = trust.authors_by(trust.believed(around, self._chains))
        others = keys - {verify_key for _pk, verify_key in known}
        return known | trust.believed_authors(others, self._chains) if others else known

    @cached_property
    def signing_key(self) -> SigningKey:
        """What this person signs messages with. Raises Unopenable."""
        key = open_member_signing_key(self.user, self.identity)
        if key.verify_key != self.user.verify_key:
            raise Unopenable
        return key

    @cached_property
    def _epochs(self) -> list[AgencyEpoch]:
        return list(AgencyEpoch.objects.in_sight_of(self.user))

    @cached_property
    def _grants_around(self) -> list[SignedGrant]:
        return trust.grants_around(self.user)

    @cached_property
    def agency_keys(self) -> dict[int, AgencyKey]:
        """The sealed agency keys that this person holds, by epoch."""
        return {epoch.pk: epoch.own_key for epoch in self._epochs if epoch.own_key}

    def agency_identity(self, epoch: AgencyEpoch) -> Identity:
        """The identity of an agency's epoch. Raises Unopenable when this person holds no key."""
        if epoch.pk not in self._agency_identities:
            key = self._agency_key(epoch)
            identity = held_identity(key, self.identity)
            # Everybody can seal to a member: an epoch counts only in the chain that is pinned.
            if identity.recipient != epoch.recipient or not self._is_believed(epoch):
                raise Unopenable
            self._agency_identities[epoch.pk] = identity
        return self._agency_identities[epoch.pk]

    def agency_signing_key(self, epoch: AgencyEpoch) -> SigningKey:
        """What the leads of an agency sign grants with. Raises Unopenable for others."""
        key = self._agency_key(epoch)
        sealed = bytes(key.sealed_signing_key or b"")
        signing_key = open_agency_signing_key(sealed, epoch=epoch, identity=self.identity)
        if signing_key.verify_key != epoch.verify_key:
            raise Unopenable
        return signing_key

    def _is_believed(self, epoch: AgencyEpoch) -> bool:
        return any(row.pk == epoch.pk for row in self._chains.of(epoch.agency))

    def _agency_key(self, epoch: AgencyEpoch) -> AgencyKey:
        if epoch.pk not in self.agency_keys:
            # One made since, in this very request.
            del self.agency_keys, self._epochs
        if epoch.pk not in self.agency_keys:
            raise Unopenable
        key = self.agency_keys[epoch.pk]
        key.epoch = epoch
        return key
