"""The lock that a member's password gives."""

import unicodedata

from vault.derive import derive
from vault.identity import Identity
from vault.stretch import Cost, stretch


def member_lock(password: str, *, salt: bytes, pepper: bytes, cost: Cost) -> Identity:
    """The identity that a password gives; the member's own identity is sealed to its recipient.

    Raises ValueError when the salt has fewer than 16 bytes or when the pepper is empty.
    """
    # NFKC (Unicode Standard Annex 15), since keyboards write one letter as different code points.
    # Surrogates pass, since the error of the codec would carry the password.
    written = unicodedata.normalize("NFKC", password).encode("utf-8", errors="surrogatepass")
    return Identity.from_key(
        derive(stretch(written, salt=salt, cost=cost), "member/lock", pepper=pepper)
    )
