"""Each function of the vault is made to fail with a marker in its arguments.

The marker must then be nowhere in the error, in what it is chained to, or in a printed traceback.
"""

import pickle
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.vault.samples import ABOUT, ALICE, CHEAP, CODE, GENERATION, PEPPER, SALT
from vault import age
from vault.derive import derive, mark
from vault.errors import MistypedCode, Unopenable, VaultError
from vault.identity import Identity
from vault.key_text import read_recipient, read_secret, write_secret
from vault.passwords import member_lock
from vault.plaintext import unwrap, wrap
from vault.receipts import SenderKeys, parse_code, sender_keys
from vault.report_keys import recipient_mark
from vault.sealing import open_identity, open_sealed, seal, seal_identity
from vault.stretch import stretch

TEXT = "MARKERmarker"
BYTES = TEXT.encode()
DIGITS = "86420975"
NUMBER_TYPED = CODE[:-8] + DIGITS
BAD_TEXT = TEXT + "\udcff"  # its encoding fails, with an error that holds the whole text
MARKED_KEY = Identity.from_key(BYTES.ljust(32, b"!"))
SEALED_TO_ALICE = seal(BYTES + b"\xff", to=[ALICE.recipient], about=ABOUT)
SEALED_KEY = seal_identity(MARKED_KEY, to=[ALICE.recipient], about=ABOUT)
SEALED_BROKEN = age.encrypt(b'{"about":"' + BYTES + b"\xff\n", to=[ALICE.recipient])
MARKED_KEYS = SenderKeys(BYTES, MARKED_KEY, BYTES)

SECRETS = (TEXT, BYTES.hex(), DIGITS, MARKED_KEY.reveal(), ALICE.reveal(), PEPPER.decode())

FAILURES: dict[str, Callable[[], object]] = {
    "write_secret": lambda: write_secret(BYTES),
    "read_secret": lambda: read_secret(BAD_TEXT),
    "read_secret, damaged": lambda: read_secret(MARKED_KEY.reveal()[:-1]),
    "read_recipient": lambda: read_recipient(BAD_TEXT),
    "recipient_of": lambda: age.recipient_of(BAD_TEXT),
    "encrypt": lambda: age.encrypt(BYTES, to=[]),
    "encrypt to a text": lambda: age.encrypt(BYTES, to=[BAD_TEXT]),
    "decrypt": lambda: age.decrypt(BYTES, secret=MARKED_KEY.reveal()),
    "decrypt by a text": lambda: age.decrypt(SEALED_TO_ALICE, secret=BAD_TEXT),
    "from_key": lambda: Identity.from_key(BYTES),
    "from_text": lambda: Identity.from_text(BAD_TEXT),
    "setattr": lambda: setattr(MARKED_KEY, "_secret", TEXT),
    "delattr": lambda: delattr(MARKED_KEY, "_secret"),
    "format": lambda: format(MARKED_KEY, "x"),
    "pickle": lambda: pickle.dumps(MARKED_KEY),
    "no such attribute": lambda: MARKED_KEY.key,  # type: ignore[attr-defined]
    "order": lambda: sorted([MARKED_KEY, ALICE]),  # type: ignore[type-var]
    "derive": lambda: derive(BYTES, "label", pepper=b""),
    "mark": lambda: mark(b"", BYTES),
    "recipient_mark": lambda: recipient_mark(b"", report=TEXT, recipient=TEXT),
    "stretch": lambda: stretch(BYTES, salt=b"", cost=CHEAP),
    "member_lock, no salt": lambda: member_lock(TEXT, salt=b"", pepper=PEPPER, cost=CHEAP),
    "member_lock, no pepper": lambda: member_lock(BAD_TEXT, salt=SALT, pepper=b"", cost=CHEAP),
    "wrap": lambda: wrap(BYTES, {"kind": b"bytes"}),  # type: ignore[dict-item]
    "unwrap": lambda: unwrap(wrap(BYTES, ABOUT), {}),
    "unwrap, no header": lambda: unwrap(BYTES, ABOUT),
    "seal to nobody": lambda: seal(BYTES, to=[], about=ABOUT),
    "seal to a text": lambda: seal(BYTES, to=[BAD_TEXT], about=ABOUT),
    "open_sealed": lambda: open_sealed(SEALED_TO_ALICE, identity=MARKED_KEY, about=ABOUT),
    "open_sealed, about": lambda: open_sealed(SEALED_TO_ALICE, identity=ALICE, about={"a": TEXT}),
    "open_sealed, header": lambda: open_sealed(SEALED_BROKEN, identity=ALICE, about=ABOUT),
    "seal_identity": lambda: seal_identity(MARKED_KEY, to=[], about=ABOUT),
    "open_identity, body": lambda: open_identity(SEALED_TO_ALICE, identity=ALICE, about=ABOUT),
    "open_identity, about": lambda: open_identity(SEALED_KEY, identity=ALICE, about={}),
    "parse_code": lambda: parse_code(NUMBER_TYPED),
    "parse_code, letters": lambda: parse_code(DIGITS + BAD_TEXT),
    "parse_code, long": lambda: parse_code(DIGITS * 1000),
    "sender_keys": lambda: sender_keys(NUMBER_TYPED, generations=[GENERATION]),
    "from_bytes": lambda: SenderKeys.from_bytes(BYTES),
    "from_bytes, text": lambda: SenderKeys.from_bytes(TEXT * 8),  # type: ignore[arg-type]
    "replace": lambda: replace(MARKED_KEYS, other=TEXT),  # type: ignore[call-arg]
}  # fmt: skip


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all it is chained to, also where `from None` hides it from print."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        yield from chain(error.__context__)


def everything_said_by(error: BaseException) -> str:
    parts: list[object] = []
    for each in chain(error):
        parts += [str(each), repr(each), each.args, getattr(each, "__notes__", ""), vars(each)]
        # What the errors of codecs and parsers keep beside their message.
        parts += [getattr(each, name, "") for name in ("object", "doc", "obj", "name")]
        frames = traceback.extract_tb(each.__traceback__)
        here = [frame for frame in frames if "test_no_leaks" not in frame.filename]
        parts += traceback.format_list(here) + traceback.format_exception_only(each)
    return " ".join(map(str, parts))


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_an_error_says_nothing_of_what_it_was_given(fail: Callable[[], object]) -> None:
    with pytest.raises((VaultError, ValueError, TypeError, AttributeError)) as caught:
        fail()
    said = everything_said_by(caught.value)
    printed = "".join(traceback.format_exception(caught.value))
    assert not any(secret in said for secret in SECRETS)
    assert not any(secret in printed for secret in SECRETS)


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_an_error_is_chained_to_none(fail: Callable[[], object]) -> None:
    with pytest.raises((VaultError, ValueError, TypeError, AttributeError)) as caught:
        fail()
    assert list(chain(caught.value)) == [caught.value]


@pytest.mark.parametrize("error", [VaultError, Unopenable, MistypedCode])
def test_an_error_of_the_vault_takes_no_message(error: Callable[..., VaultError]) -> None:
    with pytest.raises(TypeError):
        error(TEXT)
    assert str(error()) == ""


def test_what_holds_keys_prints_none_of_them() -> None:
    shown = f"{MARKED_KEYS} {MARKED_KEYS!r} {[MARKED_KEYS]} {vars(type(MARKED_KEYS)).keys()}"
    assert not any(secret in shown for secret in SECRETS)
