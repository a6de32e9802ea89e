"""What the accounts ask of the vault: which piece is sealed to what, and what it says it is."""

from django.conf import settings

from accounts.models import AgencyEpoch, AgencyKey, User
from vault.derive import derive, mark
from vault.identity import Identity
from vault.passwords import member_lock
from vault.sealing import About, open_identity, open_sealed, seal, seal_identity
from vault.signing import SigningKey, open_signing_key, seal_signing_key
from vault.stretch import Cost


def pepper_mark(purpose: str, *parts: bytes) -> bytes:
    """32 bytes that stand for these parts and that nobody makes without the member pepper."""
    return mark(derive(_pepper(), purpose), *parts)


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
    about = {"kind": "member", "recipient": user.recipient or ""}
    return open_identity(bytes(user.sealed_identity), identity=lock, about=about)


def seal_member_signing_key(key: SigningKey, *, recipient: str) -> bytes:
    """The key a member signs messages with, sealed to their own identity."""
    return seal_signing_key(key, to=[recipient], about=_about_member_signing(recipient))


def open_member_signing_key(user: User, identity: Identity) -> SigningKey:
    """The key this member signs messages with. Raises vault.errors.Unopenable."""
    about = _about_member_signing(identity.recipient)
    return open_signing_key(bytes(user.sealed_signing_key), identity=identity, about=about)


def _about_member_signing(recipient: str) -> About:
    return {"kind": "member signing", "recipient": recipient}


def _about_agency_key(epoch: AgencyEpoch, holder: str, kind: str) -> About:
    return {"kind": kind, "agency": epoch.agency.slug, "epoch": epoch.number, "holder": holder}


def seal_agency_identity(identity: Identity, *, epoch: AgencyEpoch, holder: str) -> bytes:
    """The identity of an agency's epoch, sealed to the recipient of a member or of the sheet."""
    about = _about_agency_key(epoch, holder, "agency")
    return seal_identity(identity, to=[holder], about=about)


def open_agency_identity(sealed: bytes, *, epoch: AgencyEpoch, identity: Identity) -> Identity:
    """The identity of an agency's epoch. Raises vault.errors.Unopenable."""
    about = _about_agency_key(epoch, identity.recipient, "agency")
    return open_identity(sealed, identity=identity, about=about)


def seal_agency_signing_key(key: SigningKey, *, epoch: AgencyEpoch, holder: str) -> bytes:
    """The signing key of an agency's epoch, sealed to the recipient of a lead or of the sheet."""
    about = _about_agency_key(epoch, holder, "agency signing")
    return seal_signing_key(key, to=[holder], about=about)


def open_agency_signing_key(sealed: bytes, *, epoch: AgencyEpoch, identity: Identity) -> SigningKey:
    """The signing key of an agency's epoch. Raises vault.errors.Unopenable."""
    about = _about_agency_key(epoch, identity.recipient, "agency signing")
    return open_signing_key(sealed, identity=identity, about=about)


def held_identity(key: AgencyKey, identity: Identity) -> Identity:
    """The agency identity in a member's row. Raises vault.errors.Unopenable."""
    return open_agency_identity(bytes(key.sealed_identity), epoch=key.epoch, identity=identity)


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


def _about_session(user: User) -> About:
    return {"kind": "session", "member": user.recipient or ""}
