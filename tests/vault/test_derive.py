import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ALICE, BOB
from vault.derive import derive, mark, same_mark
from vault.report_keys import recipient_mark

some_bytes = st.binary(min_size=1, max_size=100)
parts = st.lists(st.binary(max_size=20), max_size=4)


def hkdf_by_hand(secret: bytes, info: bytes, salt: bytes) -> bytes:
    """RFC 5869, sections 2.2 and 2.3, for one block of output."""
    extracted = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\1", hashlib.sha256).digest()


@given(some_bytes, st.text(max_size=20), some_bytes)
def test_a_derived_key_is_hkdf_with_the_pepper_as_its_salt(
    secret: bytes, label: str, pepper: bytes
) -> None:
    by_hand = hkdf_by_hand(secret, b"mahon/" + label.encode(), pepper)
    assert derive(secret, label, pepper=pepper) == by_hand


@given(some_bytes)
def test_without_a_pepper_the_salt_is_zeros(secret: bytes) -> None:
    assert derive(secret, "label") == hkdf_by_hand(secret, b"mahon/label", bytes(32))


def test_each_secret_label_and_pepper_gives_a_key_of_its_own() -> None:
    keys = {
        derive(b"one", "a"),
        derive(b"two", "a"),
        derive(b"one", "b"),
        derive(b"one", "a", pepper=b"p"),
        derive(b"one", "a", pepper=b"q"),
        derive(b"p", "a", pepper=b"one"),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


def test_no_key_is_derived_from_an_empty_secret() -> None:
    with pytest.raises(ValueError, match="from nothing"):
        derive(b"", "label", pepper=b"pepper")


def test_an_empty_pepper_is_refused_rather_than_left_out() -> None:
    with pytest.raises(ValueError, match="from nothing"):
        derive(b"secret", "label", pepper=b"")


def test_a_mark_is_an_hmac_over_parts_behind_their_lengths() -> None:
    told_apart = b"\0\0\0\0\0\0\0\3one" + b"\0\0\0\0\0\0\0\0" + b"\0\0\0\0\0\0\0\5three"
    expected = hmac.new(b"key", told_apart, hashlib.sha256).digest()
    assert mark(b"key", b"one", b"", b"three") == expected


@given(parts, parts)
def test_other_parts_have_another_mark(some: list[bytes], others: list[bytes]) -> None:
    assert (mark(b"key", *some) == mark(b"key", *others)) == (some == others)


@given(st.binary(max_size=20), st.binary(max_size=20), st.integers(0, 20))
def test_bytes_moved_from_one_part_to_the_next_change_the_mark(
    one: bytes, two: bytes, moved: int
) -> None:
    joined = one + two
    here, there = joined[:moved], joined[moved:]
    assert (mark(b"key", here, there) == mark(b"key", one, two)) == (here == one)
    assert mark(b"key", joined) != mark(b"key", one, two)


@given(some_bytes)
def test_another_key_makes_another_mark(key: bytes) -> None:
    assert mark(key, b"part") != mark(key + b"!", b"part")


def test_no_mark_is_made_without_a_key() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        mark(b"", b"part")


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_marks_are_the_same_when_their_bytes_are(one: bytes, other: bytes) -> None:
    assert same_mark(one, other) == (one == other)
    assert same_mark(one, bytes(one))


def test_a_mark_that_is_cut_or_empty_is_not_the_same() -> None:
    whole = mark(b"key", b"part")
    assert not same_mark(whole, whole[:-1])
    assert not same_mark(whole, b"")


def test_the_mark_of_a_recipient_holds_for_one_key_report_and_recipient_only() -> None:
    made = recipient_mark(b"key", report="7f3c", recipient=ALICE.recipient)
    others = [
        recipient_mark(b"another", report="7f3c", recipient=ALICE.recipient),
        recipient_mark(b"key", report="7f3d", recipient=ALICE.recipient),
        recipient_mark(b"key", report="7f3c", recipient=BOB.recipient),
        recipient_mark(b"key", report="7f3c" + ALICE.recipient, recipient=""),
        mark(b"key", b"7f3c", ALICE.recipient.encode()),
    ]
    assert len(made) == 32
    assert not any(same_mark(made, other) for other in others)
    assert same_mark(made, recipient_mark(b"key", report="7f3c", recipient=ALICE.recipient))
