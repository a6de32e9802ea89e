"""What somebody has beside the password."""

from accounts.models import TotpDevice, User


def has_one(user: User) -> bool:
    """Whether somebody has a confirmed app or a passkey: a recovery code alone is none."""
    return TotpDevice.objects.filter(user=user, confirmed=True).exists() or user.passkeys.exists()


def forget_all(user: User) -> None:
    """Takes all second factors and recovery codes away, and the devices that were known."""
    TotpDevice.objects.filter(user=user).delete()
    user.passkeys.all().delete()
    user.recovery_codes.all().delete()
    user.known_devices.all().delete()
