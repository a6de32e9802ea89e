import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, ALICE, BOB, abouts
from vault.errors import Unopenable, Untrusted
from vault.plaintext import About
from vault.sealing import seal
from vault.signing import (
    SigningKey,
    check,
    fingerprint,
    open_signing_key,
    seal_signing_key,
    sign_body,
    signed_body,
)

ANA = SigningKey(bytes(range(32)))
RUI = SigningKey(bytes(range(32, 64)))
SIGNATURE = ANA.sign(ABOUT)
SIGNED = sign_body(b"words", key=ANA, about=ABOUT)

PRIME = 2**255 - 19
Y_OF_ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
# All points whose order divides eight, with either sign, and the other spellings of some.
SMALL_ORDER_KEYS = [
    (y + sign).to_bytes(32, "little").hex()
    for y in (0, 1, PRIME - 1, Y_OF_ORDER_8, PRIME - Y_OF_ORDER_8, PRIME, PRIME + 1)
    for sign in (0, 1 << 255)
]

SWAPPED_ABOUTS: list[About] = [
    {},
    {**ABOUT, "report": "7f3d"},
    {**ABOUT, "number": 2},
    {**ABOUT, "number": "1"},
    {**ABOUT, "kind": "message"},
    {**ABOUT, "more": 1},
    {"kind": "story"},
]


def is_untrusted(statement: About, signature: bytes, verify_key: str = ANA.verify_key) -> bool:
    try:
        check(statement, signature, verify_key=verify_key)
    except Untrusted:
        return True
    return False


def refuses(signed: bytes, *, verify_key: str = ANA.verify_key, about: About = ABOUT) -> None:
    with pytest.raises(Untrusted):
        signed_body(signed, verify_key=verify_key, about=about)


def test_a_key_and_its_signatures_are_the_same_in_ten_years() -> None:
    assert ANA.verify_key == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
    assert SIGNATURE.hex() == (
        "c8cbcb13f74bd61fceb6890f971c618745673d3f9c8c2c7b1270b2b891080ed0"
        "52b06b72e1349bbc0c08e034403886ffb73bc674aef9d311b009aa754ede6006"
    )
    assert fingerprint(ABOUT) == "b956672e9a26337123169e245d1643d9abe2830755c21013fc065b807ab71282"
    assert (
        SIGNED.hex()
        == (
            "4913337287911b993dbb067f35500856d8df9433e92ea87022af4f6b741c33fa"
            "52dad09adff6eeef8a5517b3dad653a49f52e6561d4d7bb2059430d1e91daa0b"
        )
        + b"words".hex()
    )


@given(abouts, st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_believed_of_the_signer_alone(about: About, raw: bytes) -> None:
    key = SigningKey(raw)
    check(about, key.sign(about), verify_key=key.verify_key)
    check(dict(reversed(list(about.items()))), key.sign(about), verify_key=key.verify_key)
    assert is_untrusted(about, key.sign(about))


@given(abouts, abouts)
def test_a_signature_under_one_statement_does_not_serve_another(one: About, other: About) -> None:
    assert one == other or is_untrusted(other, ANA.sign(one))


@pytest.mark.parametrize("other", SWAPPED_ABOUTS)
def test_a_statement_that_nearly_fits_is_not_believed(other: About) -> None:
    assert is_untrusted(other, SIGNATURE)


@given(st.integers(0, 63), st.integers(1, 255))
def test_a_signature_with_a_changed_byte_is_not_believed(at: int, change: int) -> None:
    altered = bytearray(SIGNATURE)
    altered[at] ^= change
    assert is_untrusted(ABOUT, bytes(altered))


@given(st.binary(max_size=130))
def test_an_arbitrary_signature_is_not_believed(signature: bytes) -> None:
    assert is_untrusted(ABOUT, signature)


@pytest.mark.parametrize("signature", [b"", SIGNATURE[:-1], SIGNATURE[1:], SIGNATURE + b"\0",
                                       SIGNATURE * 2, bytes(64)])  # fmt: skip
def test_a_signature_of_another_length_is_not_believed(signature: bytes) -> None:
    assert is_untrusted(ABOUT, signature)


@pytest.mark.parametrize(
    "verify_key",
    ["", "zz", ANA.verify_key[:-2], ANA.verify_key + "00", RUI.verify_key, "ff" * 32, "é" * 64,
     ANA.reveal().hex(), ALICE.recipient, "\udcff"],
)  # fmt: skip
def test_another_or_a_malformed_key_is_not_believed(verify_key: str) -> None:
    assert is_untrusted(ABOUT, SIGNATURE, verify_key)


@pytest.mark.parametrize("verify_key", SMALL_ORDER_KEYS)
def test_a_key_under_which_anybody_can_sign_is_not_believed(verify_key: str) -> None:
    forged = (1).to_bytes(32, "little") + bytes(32)  # fits when the hash is a multiple of eight
    assert all(is_untrusted({"number": number}, forged, verify_key) for number in range(100))


def test_a_signature_under_the_bare_statement_is_not_believed() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    bare = Ed25519PrivateKey.from_private_bytes(ANA.reveal())
    line = b'{"kind":"story","number":1,"report":"7f3c"}'
    assert is_untrusted(ABOUT, bare.sign(line))
    assert bare.sign(b"mahon/statement/1\n" + line) == SIGNATURE


@given(abouts, abouts)
def test_two_statements_have_one_fingerprint_only_when_they_are_the_same(
    one: About, other: About
) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)
    assert len(fingerprint(one)) == 64


@given(st.binary(max_size=2000), abouts)
def test_a_signed_body_comes_back(body: bytes, about: About) -> None:
    signed = sign_body(body, key=ANA, about=about)
    assert signed_body(signed, verify_key=ANA.verify_key, about=about) == body
    assert len(signed) == 64 + len(body)


@pytest.mark.parametrize("about", SWAPPED_ABOUTS)
def test_a_signed_body_swapped_or_replayed_elsewhere_is_refused(about: About) -> None:
    refuses(SIGNED, about=about)


def test_a_body_signed_by_somebody_else_is_refused() -> None:
    refuses(SIGNED, verify_key=RUI.verify_key)
    refuses(sign_body(b"words", key=RUI, about=ABOUT))


def test_the_signature_of_one_body_does_not_serve_another() -> None:
    other = sign_body(b"other words", key=ANA, about=ABOUT)
    refuses(SIGNED[:64] + other[64:])
    refuses(other[:64] + SIGNED[64:])


def test_a_signed_body_cut_short_anywhere_is_refused() -> None:
    for length in range(len(SIGNED)):
        refuses(SIGNED[:length])


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
def test_a_signed_body_with_a_changed_byte_is_refused(at: int, change: int) -> None:
    altered = bytearray(SIGNED)
    altered[at] ^= change
    refuses(bytes(altered))


@given(st.binary(min_size=1, max_size=50))
def test_a_signed_body_with_more_bytes_is_refused(more: bytes) -> None:
    refuses(SIGNED + more)
    refuses(more + SIGNED)


def test_a_signed_statement_is_no_signed_body_and_the_other_way_round() -> None:
    refuses(ANA.sign(ABOUT) + b"")
    refuses(ANA.sign(ABOUT) + b"words")
    assert is_untrusted(ABOUT, SIGNED[:64])


def test_a_signing_key_can_be_sealed_and_opened() -> None:
    sealed = seal_signing_key(ANA, to=[ALICE.recipient], about=ABOUT)
    assert open_signing_key(sealed, identity=ALICE, about=ABOUT) == ANA
    assert ANA.reveal() not in sealed


def test_a_sealed_signing_key_does_not_open_as_another_or_by_another() -> None:
    sealed = seal_signing_key(ANA, to=[ALICE.recipient], about=ABOUT)
    for about in SWAPPED_ABOUTS:
        with pytest.raises(Unopenable):
            open_signing_key(sealed, identity=ALICE, about=about)
    with pytest.raises(Unopenable):
        open_signing_key(sealed, identity=BOB, about=ABOUT)


@pytest.mark.parametrize("body", [b"", bytes(31), bytes(33), bytes(64), ALICE.reveal().encode()])
def test_a_body_that_is_no_signing_key_does_not_open_as_one(body: bytes) -> None:
    sealed = seal(body, to=[ALICE.recipient], about=ABOUT)
    with pytest.raises(Unopenable):
        open_signing_key(sealed, identity=ALICE, about=ABOUT)


def test_a_signing_key_is_sealed_to_somebody() -> None:
    with pytest.raises(ValueError, match="at least one recipient"):
        seal_signing_key(ANA, to=[], about=ABOUT)


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_signing_key_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(bytes(size))


def test_new_signing_keys_are_all_different() -> None:
    assert len({SigningKey.generate().verify_key for _ in range(50)}) == 50


def test_the_same_raw_key_is_the_same_key_and_another_is_not() -> None:
    assert SigningKey(ANA.reveal()) == ANA
    assert hash(SigningKey(ANA.reveal())) == hash(ANA)
    assert ANA != RUI
    assert ANA.reveal() != ANA
    assert ALICE != ANA


def test_a_signing_key_shows_nothing() -> None:
    shown = f"{ANA} {ANA!r} {[ANA]} {ANA!s}"
    assert ANA.reveal().hex() not in shown
    assert repr(ANA) == "<SigningKey hidden>"


def test_a_signing_key_is_neither_changed_pickled_nor_copied() -> None:
    with pytest.raises(AttributeError):
        ANA._key = RUI.reveal()
    with pytest.raises(AttributeError):
        del ANA._key
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copying(ANA)
