import base64
import secrets

import bech32
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ABOUT, ALICE, BOB, abouts, age_file_by_hand, payload_of
from vault.errors import Unopenable
from vault.identity import Identity
from vault.key_text import write_secret
from vault.plaintext import About, wrap
from vault.sealing import open_identity, open_sealed, seal, seal_identity

SEALED = seal(b"words", to=[ALICE.recipient], about=ABOUT)

# Points whose order divides eight (RFC 7748, section 6.1), two of them in another spelling.
LOW_ORDER_POINTS = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]

NOT_RECIPIENTS = [
    "",
    "age1",
    "age1 ",
    ALICE.recipient[:-1],
    ALICE.recipient + " ",
    ALICE.recipient + "\n",
    ALICE.recipient.upper(),
    ALICE.recipient.replace("age1", "agf1"),
    ALICE.reveal(),
    ALICE.reveal().lower(),
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJa1aXbCGNoE1NLiDHtYlbQP",
    "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
    "\udcff",
    "age1" + "q" * 100_000,
]


def refuses(
    sealed: bytes, *, identity: Identity = ALICE, about: About = ABOUT
) -> pytest.ExceptionInfo[Unopenable]:
    with pytest.raises(Unopenable) as caught:
        open_sealed(sealed, identity=identity, about=about)
    return caught


def recipient_of_point(point: bytes) -> str:
    fives = bech32.convertbits(point, 8, 5)
    text: str = bech32.bech32_encode("age", fives)
    return text


@given(st.binary(max_size=5000), abouts)
def test_what_is_sealed_can_be_opened(body: bytes, about: About) -> None:
    sealed = seal(body, to=[ALICE.recipient], about=about)
    assert open_sealed(sealed, identity=ALICE, about=about) == body


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 200_000, 3_000_000])
def test_a_long_body_can_be_sealed_and_opened(size: int) -> None:
    body = secrets.token_bytes(size)
    sealed = seal(body, to=[ALICE.recipient], about=ABOUT)
    assert open_sealed(sealed, identity=ALICE, about=ABOUT) == body


def test_each_recipient_can_open_and_nobody_else() -> None:
    sealed = seal(b"words", to=[ALICE.recipient, BOB.recipient], about=ABOUT)
    assert open_sealed(sealed, identity=ALICE, about=ABOUT) == b"words"
    assert open_sealed(sealed, identity=BOB, about=ABOUT) == b"words"
    refuses(sealed, identity=Identity.generate())


def test_the_same_words_are_sealed_differently_each_time() -> None:
    again = seal(b"words", to=[ALICE.recipient], about=ABOUT)
    assert payload_of(again) != payload_of(SEALED)


def test_a_sealed_piece_does_not_show_its_words_about_or_recipient() -> None:
    for shown in (b"words", b"story", b"7f3c", ALICE.recipient.encode()):
        assert shown not in SEALED


def test_a_sealed_piece_is_a_binary_age_file_that_pyrage_opens() -> None:
    identity = pyrage.x25519.Identity.from_str(ALICE.reveal())
    assert SEALED.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert pyrage.decrypt(SEALED, [identity]) == wrap(b"words", ABOUT)


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_bodies_of_one_bucket_have_payloads_of_one_length(one: bytes, other: bytes) -> None:
    sealed = [seal(body, to=[ALICE.recipient], about=ABOUT) for body in (one, other)]
    assert {len(payload_of(piece)) for piece in sealed} == {16 + 512 + 16}


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(ValueError, match="at least one recipient"):
        seal(b"words", to=[], about=ABOUT)


@pytest.mark.parametrize("recipient", NOT_RECIPIENTS, ids=range(len(NOT_RECIPIENTS)))
def test_a_malformed_recipient_is_refused_also_beside_a_good_one(recipient: str) -> None:
    for to in ([recipient], [ALICE.recipient, recipient], [recipient, ALICE.recipient]):
        with pytest.raises(ValueError, match="not an age X25519 recipient"):
            seal(b"words", to=to, about=ABOUT)


def test_a_lone_text_is_no_list_of_recipients() -> None:
    with pytest.raises(ValueError, match="not an age X25519 recipient"):
        seal(b"words", to=ALICE.recipient, about=ABOUT)


@pytest.mark.parametrize("point", LOW_ORDER_POINTS)
def test_a_recipient_that_would_let_anybody_open_is_refused(point: str) -> None:
    with pytest.raises(ValueError, match="hides nothing"):
        seal(b"words", to=[recipient_of_point(bytes.fromhex(point))], about=ABOUT)


def test_a_wrong_identity_does_not_open() -> None:
    refuses(SEALED, identity=BOB)


@given(abouts)
def test_a_piece_does_not_open_as_another(about: About) -> None:
    refuses(SEALED, about=about)


def test_pieces_swapped_between_reports_or_numbers_do_not_open() -> None:
    refuses(SEALED, about={**ABOUT, "report": "7f3d"})
    refuses(SEALED, about={**ABOUT, "number": 2})
    refuses(SEALED, about={**ABOUT, "number": "1"})


def test_a_piece_cut_short_anywhere_does_not_open() -> None:
    for length in range(len(SEALED)):
        refuses(SEALED[:length])


def test_a_long_piece_cut_between_two_chunks_does_not_open() -> None:
    sealed = seal(bytes(200_000), to=[ALICE.recipient], about=ABOUT)
    start = len(sealed) - len(payload_of(sealed)) + 16
    for chunks in (0, 1, 2, 3):
        refuses(sealed[: start + chunks * (65_536 + 16)])


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_piece_with_a_changed_byte_does_not_open(position: int, change: int) -> None:
    altered = bytearray(SEALED)
    altered[position] ^= change
    refuses(bytes(altered))


@given(st.binary(min_size=1, max_size=50))
def test_a_piece_with_more_bytes_does_not_open(more: bytes) -> None:
    refuses(SEALED + more)
    refuses(more + SEALED)


def test_a_piece_twice_in_a_row_does_not_open() -> None:
    refuses(SEALED + SEALED)


def test_the_header_of_one_piece_does_not_open_the_payload_of_another() -> None:
    other = seal(b"words", to=[ALICE.recipient], about=ABOUT)
    header = SEALED[: len(SEALED) - len(payload_of(SEALED))]
    refuses(header + payload_of(other))


@given(st.binary(max_size=1000))
def test_arbitrary_bytes_do_not_open(sealed: bytes) -> None:
    refuses(sealed)
    refuses(b"age-encryption.org/v1\n" + sealed)


def test_a_piece_that_asks_for_a_costly_passphrase_is_refused_without_the_work() -> None:
    stanza = b"-> scrypt " + b"A" * 22 + b" 60\n" + b"A" * 43 + b"\n"
    refuses(b"age-encryption.org/v1\n" + stanza + b"--- " + b"A" * 43 + b"\n" + bytes(600))


@pytest.mark.parametrize("plaintext", [b"", b"words", wrap(b"words", ABOUT)[:-1], bytes(512)])
def test_a_good_age_file_of_something_else_does_not_open(plaintext: bytes) -> None:
    recipient = pyrage.x25519.Recipient.from_str(ALICE.recipient)
    refuses(pyrage.encrypt(plaintext, [recipient]))


def test_a_piece_written_by_hand_opens_but_not_with_a_share_that_is_zero() -> None:
    plaintext = wrap(b"words", ABOUT)
    by_hand = age_file_by_hand(plaintext, ALICE.recipient)
    assert open_sealed(by_hand, identity=ALICE, about=ABOUT) == b"words"
    refuses(age_file_by_hand(plaintext, ALICE.recipient, share=bytes(32)))


def test_a_piece_that_does_not_open_says_nothing_of_why() -> None:
    reasons = [
        refuses(SEALED, identity=BOB),
        refuses(SEALED[:-1]),
        refuses(SEALED, about={}),
        refuses(b""),
        refuses(seal(b"words", to=[ALICE.recipient], about={})),
    ]
    assert {(str(caught.value), repr(caught.value)) for caught in reasons} == {("", "Unopenable()")}


def test_an_identity_can_be_sealed_and_opened() -> None:
    sealed = seal_identity(BOB, to=[ALICE.recipient], about=ABOUT)
    assert open_identity(sealed, identity=ALICE, about=ABOUT) == BOB
    assert open_sealed(sealed, identity=ALICE, about=ABOUT) == BOB.reveal().encode()


def test_a_sealed_identity_does_not_open_as_another_or_by_another() -> None:
    sealed = seal_identity(BOB, to=[ALICE.recipient], about=ABOUT)
    with pytest.raises(Unopenable):
        open_identity(sealed, identity=BOB, about=ABOUT)
    with pytest.raises(Unopenable):
        open_identity(sealed, identity=ALICE, about={**ABOUT, "kind": "thread"})


@pytest.mark.parametrize(
    "body",
    [b"", b"words", b"\xff\xfe", BOB.recipient.encode(), BOB.reveal().encode() + b"\n",
     BOB.reveal().lower().encode(), BOB.reveal().encode()[:-1], BOB.reveal().encode("utf-16")],
)  # fmt: skip
def test_a_body_that_is_no_identity_does_not_open_as_one(body: bytes) -> None:
    sealed = seal(body, to=[ALICE.recipient], about=ABOUT)
    with pytest.raises(Unopenable):
        open_identity(sealed, identity=ALICE, about=ABOUT)


def test_an_identity_is_sealed_to_somebody() -> None:
    with pytest.raises(ValueError, match="at least one recipient"):
        seal_identity(BOB, to=[], about=ABOUT)


def test_an_armoured_piece_is_the_same_piece() -> None:
    lines = base64.encodebytes(SEALED).replace(b"\n", b"")
    wrapped = b"\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    armoured = (
        b"-----BEGIN AGE ENCRYPTED FILE-----\n" + wrapped + b"\n-----END AGE ENCRYPTED FILE-----\n"
    )
    assert open_sealed(armoured, identity=ALICE, about=ABOUT) == b"words"
    refuses(armoured, about={})


def test_the_secret_line_of_the_samples_is_what_age_writes() -> None:
    assert write_secret(bytes(range(32))) == ALICE.reveal()
