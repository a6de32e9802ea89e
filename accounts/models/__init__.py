from accounts.models.agency import Agency, AgencyEpoch, AgencyKey
from accounts.models.totp import TotpDevice
from accounts.models.user import RoleGrant, User

__all__ = ["Agency", "AgencyEpoch", "AgencyKey", "RoleGrant", "TotpDevice", "User"]
