"""What can go wrong in the vault. None of these says more than its name.

They take no message, so that no key, code or plaintext can end in a log by way of one.
"""


class VaultError(Exception):
    """The base of the errors below."""

    def __init__(self) -> None:
        super().__init__()


class Unopenable(VaultError):
    """A wrong key, or a piece that is damaged, cut short, forged or belongs elsewhere.

    Which of these is not told: a caller could not act on it, and an attacker could.
    """


class Untrusted(VaultError):
    """A statement without the signature it needs, or keys that the pin does not vouch for."""


class MistypedCode(VaultError):
    """Not a receipt code: wrong characters, wrong length or wrong check digits."""


class MistypedSheet(VaultError):
    """Not what a recovery sheet says: an unknown word, too few or too many, a wrong checksum."""
