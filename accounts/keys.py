"""What the accounts ask of the vault: which piece is sealed to what, and what it says it is."""

from django.conf import settings

from accounts.models import AgencyEpoch, AgencyKey, User
from vault.derive import derive
from vault.identity import Identity
from vault.passwords import member_lock
from vault.sealing import open_identity, open_sealed, seal, seal_identity
from vault.stretch import Cost


def _pepper() -> bytes:
    return settings.MEMBER_PEPPER.encode()


def _lock(password: str, salt: bytes) -> Identity:
    cost = Cost(**settings.MEMBER_COST)
    return member_lock(password, salt=salt, pepper=_pepper(), cost=cost)


def seal_member_identity(identity: Identity, *, password: str, salt: bytes) -> bytes:
    """The member's own identity, for the row of the account; the password opens it."""
    lock = _lock(password, salt)
    about = {"kind": "member", "recipient": identity.recipient}
    return seal_identity(identity, to=[lock.recipient], about=about)


def open_member_identity(user: User, password: str) -> Identity:
    """The member's own identity. Raises vault.errors.Unopenable when the password is wrong."""
    lock = _lock(password, bytes(user.lock_salt))
    about = {"kind": "member", "recipient": user.recipient}
    return open_identity(bytes(user.sealed_identity), identity=lock, about=about)


def _about_agency_key(epoch: AgencyEpoch, member: User) -> dict[str, str | int]:
    return {
        "kind": "agency",
        "agency": epoch.agency.slug,
        "epoch": epoch.number,
        "member": member.recipient,
    }


def seal_agency_identity(identity: Identity, *, epoch: AgencyEpoch, member: User) -> bytes:
    """The identity of an agency's epoch, sealed to one member."""
    about = _about_agency_key(epoch, member)
    return seal_identity(identity, to=[member.recipient], about=about)


def open_agency_identity(key: AgencyKey, *, member: User, identity: Identity) -> Identity:
    """The identity of an agency's epoch. Raises vault.errors.Unopenable."""
    about = _about_agency_key(key.epoch, member)
    return open_identity(bytes(key.sealed_identity), identity=identity, about=about)


def _totp_identity() -> Identity:
    return Identity.from_key(derive(_pepper(), "totp"))


def seal_totp_secret(secret: bytes, *, user: User) -> bytes:
    """A TOTP secret, sealed to a key that only the member pepper gives."""
    about = {"kind": "totp", "user": user.username}
    return seal(secret, to=[_totp_identity().recipient], about=about)


def open_totp_secret(sealed: bytes, *, user: User) -> bytes:
    """The TOTP secret. Raises vault.errors.Unopenable."""
    about = {"kind": "totp", "user": user.username}
    return open_sealed(sealed, identity=_totp_identity(), about=about)


def seal_for_session(identity: Identity, *, cookie: str, user: User) -> bytes:
    """The unlocked identity, for the session row; only the second cookie and the pepper open it."""
    lock = Identity.from_key(derive(cookie.encode(), "session", pepper=_pepper()))
    return seal_identity(identity, to=[lock.recipient], about=_about_session(user))


def open_from_session(sealed: bytes, *, cookie: str, user: User) -> Identity:
    """The unlocked identity. Raises vault.errors.Unopenable when the cookie is another one."""
    lock = Identity.from_key(derive(cookie.encode(), "session", pepper=_pepper()))
    return open_identity(sealed, identity=lock, about=_about_session(user))


def _about_session(user: User) -> dict[str, str | int]:
    return {"kind": "session", "member": user.recipient}
