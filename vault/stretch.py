"""Making weak secrets slow to guess (Argon2id, RFC 9106)."""

from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

_SIZE = 32  # bytes
_VERSION = 0x13  # of Argon2; named here since a library's new default would lock everybody out
_SHORTEST_SALT = 16  # bytes, RFC 9106, section 3.1
_LEAST_MEMORY_PER_LANE = 8  # KiB, RFC 9106, section 3.1


@dataclass(frozen=True)
class Cost:
    """What one guess costs: KiB of memory, passes over it, and lanes worked on at once.

    Raises ValueError when Argon2 does not allow the numbers, so that a wrong setting is found when
    it is read and not when the first sender comes.
    """

    memory_kib: int
    rounds: int
    lanes: int

    def __post_init__(self) -> None:
        if self.rounds < 1 or self.lanes < 1:
            raise ValueError("Argon2 takes at least one round and one lane")
        if self.memory_kib < _LEAST_MEMORY_PER_LANE * self.lanes:
            raise ValueError(f"Argon2 takes at least {_LEAST_MEMORY_PER_LANE} KiB for each lane")


def stretch(secret: bytes, *, salt: bytes, cost: Cost) -> bytes:
    """32 bytes which cost as much to compute as `cost` says, each time.

    Raises ValueError when the salt has fewer than 16 bytes.
    """
    if len(salt) < _SHORTEST_SALT:
        raise ValueError(f"a salt has at least {_SHORTEST_SALT} bytes")
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.rounds,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=_SIZE,
        type=Type.ID,
        version=_VERSION,
    )
