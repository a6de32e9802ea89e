"""A person who is signed in with both factors, with the keys that their password opened."""

from accounts.keys import open_agency_identity
from accounts.models import AgencyEpoch, AgencyKey, User
from vault.errors import Unopenable
from vault.identity import Identity


class Unlocked:
    """The person behind a request and what they can open. Lives for one request."""

    def __init__(self, user: User, identity: Identity) -> None:
        self.user = user
        self.identity = identity
        self._agency_identities: dict[int, Identity] = {}

    def agency_identity(self, epoch: AgencyEpoch) -> Identity:
        """The identity of an agency's epoch. Raises Unopenable when this person holds no key."""
        if epoch.pk not in self._agency_identities:
            key = AgencyKey.objects.filter(epoch=epoch, member=self.user).first()
            if key is None:
                raise Unopenable
            key.epoch = epoch
            self._agency_identities[epoch.pk] = open_agency_identity(
                key, member=self.user, identity=self.identity
            )
        return self._agency_identities[epoch.pk]
