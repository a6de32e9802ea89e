"""Keys as age writes them, against the reference code of BIP 173."""

import bech32
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import Unopenable
from vault.key_text import read_recipient, read_secret, write_secret

_KEYS = st.binary(min_size=32, max_size=32)


def _reference(prefix: str, key: bytes) -> str:
    fives = bech32.convertbits(key, 8, 5)
    assert fives is not None
    return str(bech32.bech32_encode(prefix, fives))


@given(_KEYS)
def test_a_key_is_written_as_the_reference_writes_it_and_read_again(key: bytes) -> None:
    assert write_secret(key) == _reference("age-secret-key-", key).upper()
    assert read_secret(write_secret(key)) == key
    assert read_recipient(_reference("age", key)) == key


@given(_KEYS, st.integers(min_value=0), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L1B-é "))
def test_another_letter_anywhere_is_refused(key: bytes, place: int, letter: str) -> None:
    text = write_secret(key)
    at = place % len(text)
    changed = text[:at] + letter + text[at + 1 :]
    if changed != text:
        with pytest.raises(Unopenable):
            read_secret(changed)


@given(_KEYS, st.integers(min_value=0, max_value=73))
def test_letters_that_are_missing_doubled_or_small_are_refused(key: bytes, at: int) -> None:
    text = write_secret(key)
    for changed in (text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], text.lower()):
        with pytest.raises(Unopenable):
            read_secret(changed)


@given(_KEYS)
def test_the_last_letter_hides_no_bits(key: bytes) -> None:
    # 52 letters are 260 bits: a reader that drops the four left over takes sixteen spellings.
    fives = bech32.convertbits(key, 8, 5)
    assert fives is not None
    for bits in range(1, 16):
        other = str(bech32.bech32_encode("age", [*fives[:-1], fives[-1] | bits]))
        with pytest.raises(ValueError, match="recipient"):
            read_recipient(other)


@given(st.binary(max_size=40).filter(lambda key: len(key) != 32))
def test_a_key_of_another_length_is_neither_written_nor_read(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        write_secret(key)
    with pytest.raises(Unopenable):
        read_secret(_reference("age-secret-key-", key).upper())


@given(st.text(max_size=100))
def test_no_text_is_taken_by_chance(text: str) -> None:
    with pytest.raises(Unopenable):
        read_secret(text)
    with pytest.raises(ValueError, match="recipient"):
        read_recipient(text)
