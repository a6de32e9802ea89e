"""Passphrases that the portal makes, so that nobody has to think one up."""

import secrets

from vault.word_list import WORDS

_WORDS = 6  # of 11 bits each


def new_passphrase() -> str:
    """Six random words with hyphens between them: 66 bits."""
    return "-".join(secrets.choice(WORDS) for _ in range(_WORDS))
