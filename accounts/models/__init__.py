from accounts.models.agency import Agency, AgencyEpoch, AgencyKey
from accounts.models.audit import AuditEvent, AuditHead
from accounts.models.factors import Passkey, RecoveryCode, TotpDevice
from accounts.models.invitation import Invitation
from accounts.models.sign_in import KnownDevice, StaffSession, Tries
from accounts.models.signed_grant import SignedGrant
from accounts.models.user import RoleGrant, User

__all__ = [
    "Agency",
    "AgencyEpoch",
    "AgencyKey",
    "AuditEvent",
    "AuditHead",
    "Invitation",
    "KnownDevice",
    "Passkey",
    "RecoveryCode",
    "RoleGrant",
    "SignedGrant",
    "StaffSession",
    "TotpDevice",
    "Tries",
    "User",
]
