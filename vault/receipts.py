"""Receipt codes: 20 decimal digits that a sender can say aloud, and the keys they give."""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from stdnum.iso7064 import mod_97_10

from vault.derive import derive
from vault.errors import MistypedCode
from vault.identity import Identity
from vault.key_text import KEY_SIZE, read_secret
from vault.stretch import Cost, stretch

_RANDOM_DIGITS = 18
_DIGITS = 20
_GROUP = 4  # digits

_MOST_GENERATIONS = 2  # each may cost a sender who comes back one more Argon2id

_LONGEST = 200  # characters: a code with several signs between all digits; bounds the work

# Blanks and ends of lines, dashes, and what is invisible (zero-width, soft hyphen, direction of
# writing): what people, keyboards and messengers put between digits.
_SEPARATING_KINDS = frozenset({"Zs", "Zl", "Zp", "Pd", "Cf"})
_SEPARATORS = frozenset(
    "\t\n\r."
    "\N{MIDDLE DOT}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}"
    "\N{HALFWIDTH IDEOGRAPHIC FULL STOP}\N{MINUS SIGN}\N{HYPHEN BULLET}"
)

# The same for all codes: a sender brings nothing but the code, so that whatever would pick a salt
# has to come from it too. A salt keeps one table of guesses from serving against many secrets; here
# such a table would need 10^18 entries of one Argon2id each, and the pepper besides.
_SALT = b"mahon/receipt-code"


def new_code() -> str:
    """A new receipt code: 18 random digits and two check digits (ISO 7064, MOD 97-10)."""
    digits = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"
    return digits + _check_digits(digits)


def parse_code(text: str) -> str:
    """The 20 digits that somebody typed, in decimal digits of any script, with any separators.

    Raises MistypedCode when another character is among them, when there are not 20 digits, or when
    the check digits are wrong: they find every wrong digit and every swap of two neighbours.
    """
    if len(text) > _LONGEST:
        raise MistypedCode
    digits = [unicodedata.decimal(sign, None) for sign in text if not _is_separator(sign)]
    if len(digits) != _DIGITS or None in digits:
        raise MistypedCode
    code = "".join(map(str, digits))
    # Compared, not validated: 00, 01 and 99 have the same remainder as 97, 98 and 02.
    if _check_digits(code[:_RANDOM_DIGITS]) != code[_RANDOM_DIGITS:]:
        raise MistypedCode
    return code


def grouped(code: str) -> tuple[str, ...]:
    """The five groups of four digits in which a code is shown and said."""
    return tuple(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _check_digits(digits: str) -> str:
    check_digits: str = mod_97_10.calc_check_digits(digits)
    return check_digits


def _is_separator(sign: str) -> bool:
    return sign in _SEPARATORS or unicodedata.category(sign) in _SEPARATING_KINDS


@dataclass(frozen=True, repr=False, slots=True)
class SenderKeys:
    """What a receipt code gives.

    `lookup` (32 bytes) finds the report, `identity` opens the replies, and `marking` (32 bytes)
    authenticates what the sender adds.
    """

    lookup: bytes
    identity: Identity
    marking: bytes

    def to_bytes(self) -> bytes:
        """All keys as 96 bytes, for a sealed token."""
        return self.lookup + read_secret(self.identity.reveal()) + self.marking

    @classmethod
    def from_bytes(cls, keys: bytes) -> Self:
        """The keys that `to_bytes` wrote. Raises ValueError unless they are 96 bytes."""
        if len(keys) != 3 * KEY_SIZE:
            raise ValueError(f"sender keys are {3 * KEY_SIZE} bytes")
        lookup, key, marking = (keys[at : at + KEY_SIZE] for at in range(0, len(keys), KEY_SIZE))
        return cls(lookup, Identity.from_key(key), marking)

    def __repr__(self) -> str:
        return "<SenderKeys hidden>"


@dataclass(frozen=True, repr=False, slots=True)
class Generation:
    """What the codes of one time are worked out with.

    Raises ValueError when the pepper is empty.
    """

    pepper: bytes
    cost: Cost

    def __post_init__(self) -> None:
        if not self.pepper:
            raise ValueError("codes are worked out with a pepper")

    def __repr__(self) -> str:
        return "<Generation hidden>"


def sender_keys(code: str, *, generations: Sequence[Generation]) -> tuple[SenderKeys, ...]:
    """The keys of a receipt code in each generation, newest first as they were given.

    All are always worked out, by one Argon2id for each cost among them, so that the time does not
    tell to which generation a code belongs. Raises MistypedCode, before anything is hashed, and
    ValueError unless there are one or two generations.
    """
    if not 1 <= len(generations) <= _MOST_GENERATIONS:
        raise ValueError(f"there are one or {_MOST_GENERATIONS} generations of codes")
    digits = parse_code(code).encode()
    stretched = {
        cost: stretch(digits, salt=_SALT, cost=cost)
        for cost in {generation.cost for generation in generations}
    }
    return tuple(_keys_of(stretched[each.cost], pepper=each.pepper) for each in generations)


def _keys_of(stretched: bytes, *, pepper: bytes) -> SenderKeys:
    return SenderKeys(
        lookup=derive(stretched, "code/lookup", pepper=pepper),
        identity=Identity.from_key(derive(stretched, "code/identity", pepper=pepper)),
        marking=derive(stretched, "code/marking", pepper=pepper),
    )
