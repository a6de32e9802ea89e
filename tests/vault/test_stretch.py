import base64
import unicodedata

import argon2.low_level
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, ALICE, CHEAP, PEPPER, SALT
from vault.errors import Unopenable
from vault.passwords import member_lock
from vault.sealing import open_identity, seal_identity
from vault.stretch import Cost, stretch


def lock_recipient(password: str, *, salt: bytes = SALT, pepper: bytes = PEPPER) -> str:
    return member_lock(password, salt=salt, pepper=pepper, cost=CHEAP).recipient


@given(st.binary(max_size=100))
def test_stretching_is_argon2id_version_19(secret: bytes) -> None:
    encoded = argon2.low_level.hash_secret(
        secret, SALT, time_cost=2, memory_cost=16, parallelism=2, hash_len=32,
        type=argon2.low_level.Type.ID, version=19,
    )  # fmt: skip
    argon2.low_level.verify_secret(encoded, secret, argon2.low_level.Type.ID)
    stretched = stretch(secret, salt=SALT, cost=Cost(memory_kib=16, rounds=2, lanes=2))
    assert len(stretched) == 32
    assert encoded.endswith(b"$" + _argon2_base64(stretched))


def _argon2_base64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def test_secret_salt_and_every_part_of_the_cost_change_the_outcome() -> None:
    outcomes = {
        stretch(b"secret", salt=SALT, cost=CHEAP),
        stretch(b"secres", salt=SALT, cost=CHEAP),
        stretch(b"secret", salt=SALT[::-1], cost=CHEAP),
        stretch(b"secret", salt=SALT, cost=Cost(memory_kib=16, rounds=1, lanes=1)),
        stretch(b"secret", salt=SALT, cost=Cost(memory_kib=16, rounds=2, lanes=1)),
        stretch(b"secret", salt=SALT, cost=Cost(memory_kib=16, rounds=2, lanes=2)),
    }
    assert len(outcomes) == 6


@pytest.mark.parametrize("size", [0, 1, 8, 15])
def test_a_short_salt_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        stretch(b"secret", salt=bytes(size), cost=CHEAP)


@pytest.mark.parametrize(
    ("memory_kib", "rounds", "lanes"),
    [(7, 1, 1), (15, 1, 2), (0, 1, 1), (-8, 1, 1), (8, 0, 1), (8, -1, 1), (8, 1, 0), (8, 1, -1)],
)
def test_a_cost_that_argon2_does_not_allow_is_refused(
    memory_kib: int, rounds: int, lanes: int
) -> None:
    with pytest.raises(ValueError, match="Argon2 takes at least"):
        Cost(memory_kib=memory_kib, rounds=rounds, lanes=lanes)


def test_the_lock_of_a_password_is_the_same_in_ten_years() -> None:
    assert (
        lock_recipient("Kafé 123")
        == "age1gjppp8jck45nht9gzsse609meu0fhvygk2zmr4vqc39vy38z4vlqwwa66c"
    )


def test_password_salt_pepper_and_cost_all_change_the_lock() -> None:
    locks = {
        lock_recipient("password"),
        lock_recipient("Password"),
        lock_recipient("password "),
        lock_recipient(""),
        lock_recipient("password", salt=SALT[::-1]),
        lock_recipient("password", pepper=PEPPER + b"!"),
        member_lock(
            "password", salt=SALT, pepper=PEPPER, cost=Cost(memory_kib=16, rounds=1, lanes=1)
        ).recipient,
    }
    assert len(locks) == 7


@given(st.text(max_size=20))
def test_a_password_is_the_same_however_its_letters_are_composed(password: str) -> None:
    spellings = {
        unicodedata.normalize("NFC", password),
        unicodedata.normalize("NFD", password),
        unicodedata.normalize("NFKD", password),
        password,
    }
    assert len({lock_recipient(spelling) for spelling in spellings}) == 1


def test_a_password_that_is_no_valid_text_gives_a_lock_and_no_error() -> None:
    assert lock_recipient("a\udcff") != lock_recipient("a")


def test_a_lock_is_not_made_without_a_pepper() -> None:
    with pytest.raises(ValueError, match="from nothing"):
        lock_recipient("password", pepper=b"")


def test_a_member_identity_opens_with_its_password_only() -> None:
    sealed = seal_identity(ALICE, to=[lock_recipient("right")], about=ABOUT)
    right = member_lock("right", salt=SALT, pepper=PEPPER, cost=CHEAP)
    wrong = member_lock("wrong", salt=SALT, pepper=PEPPER, cost=CHEAP)
    assert open_identity(sealed, identity=right, about=ABOUT) == ALICE
    with pytest.raises(Unopenable):
        open_identity(sealed, identity=wrong, about=ABOUT)
