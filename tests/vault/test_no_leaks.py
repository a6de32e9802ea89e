"""Each function of the vault is made to fail with a marker in its arguments.

The marker must then be nowhere in the error, in what it is chained to, or in a printed traceback.
"""

import importlib
import inspect
import io
import pickle
import pkgutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

import vault
from tests.vault.samples import ABOUT, ALICE, CHEAP, CODE, GENERATION, PEPPER, SALT
from vault import age
from vault.derive import derive, mark, same_mark
from vault.errors import MistypedCode, MistypedSheet, Unopenable, Untrusted, VaultError
from vault.identity import Identity
from vault.key_text import read_recipient, read_secret, write_secret
from vault.padding import padded_size
from vault.passphrases import new_passphrase
from vault.passwords import member_lock
from vault.plaintext import about_bytes, unwrap, wrap
from vault.receipts import (
    Generation,
    SenderKeys,
    grouped,
    new_code,
    parse_code,
    sender_keys,
)
from vault.recovery_sheet import identity_of, words_of
from vault.report_keys import ReportKeys, mark_body, marked_body, recipient_mark
from vault.sealing import open_identity, open_sealed, seal, seal_identity
from vault.signing import (
    SigningKey,
    check,
    fingerprint,
    open_signing_key,
    seal_signing_key,
    sign_body,
    signed_body,
)
from vault.streams import open_stream, seal_stream
from vault.stretch import Cost, stretch
from vault.trust import (
    Epoch,
    Grant,
    SignedEpoch,
    check_epoch,
    check_grant,
    sign_epoch,
    sign_grant,
    trusted_epochs,
    voice_fingerprint,
)
from vault.tuning import choose_cost, measure_cpu
from vault.word_list import whole_word

TEXT = "MARKERmarker"
BYTES = TEXT.encode()
DIGITS = "86420975"
NUMBER_TYPED = CODE[:-8] + DIGITS
BAD_TEXT = TEXT + "\udcff"  # its encoding fails, with an error that holds the whole text
BAD_ABOUT = {"kind": BYTES}
MARKED_KEY = Identity.from_key(BYTES.ljust(32, b"!"))
MARKED_SIGNER = SigningKey(BYTES.ljust(32, b"?"))
SEALED_TO_ALICE = seal(BYTES + b"\xff", to=[ALICE.recipient], about=ABOUT)
SEALED_KEY = seal_identity(MARKED_KEY, to=[ALICE.recipient], about=ABOUT)
SEALED_BROKEN = age.encrypt(b'{"about":"' + BYTES + b"\xff\n", to=[ALICE.recipient])
MARKED_KEYS = SenderKeys(BYTES, MARKED_KEY, BYTES)
SHEET = words_of(MARKED_KEY)
EPOCH = Epoch(TEXT, 1, TEXT, MARKED_SIGNER.verify_key, TEXT, "")
BAD_EPOCH = replace(EPOCH, recipient=BYTES)  # type: ignore[arg-type]
GRANT = Grant(TEXT, TEXT, TEXT, TEXT, TEXT)
BAD_GRANT = replace(GRANT, role=BYTES)  # type: ignore[arg-type]

SECRETS = (TEXT, BYTES.hex(), DIGITS, MARKED_KEY.reveal(), ALICE.reveal(), PEPPER.decode(),
           " ".join(SHEET[:2]), str(SHEET[:2])[1:-1])  # fmt: skip


class Sink(io.BytesIO):
    def write(self, piece: object, /) -> int:
        raise OSError(28, "No space left on device")


# Each is named after what it makes fail, and more behind a comma.
FAILURES: dict[str, Callable[[], object]] = {
    "age.new_secret": lambda: age.new_secret(TEXT),  # type: ignore[call-arg]
    "age.recipient_of": lambda: age.recipient_of(BAD_TEXT),
    "age.encrypt": lambda: age.encrypt(BYTES, to=[]),
    "age.encrypt, to a text": lambda: age.encrypt(BYTES, to=[BAD_TEXT]),
    "age.decrypt": lambda: age.decrypt(BYTES, secret=MARKED_KEY.reveal()),
    "age.decrypt, by a text": lambda: age.decrypt(SEALED_TO_ALICE, secret=BAD_TEXT),
    "age.Source": lambda: age.Source(TEXT),  # type: ignore[call-arg,misc]
    "age.Source.read": lambda: age.Source.read(TEXT),  # type: ignore[arg-type,call-arg]
    "age.Sink": lambda: age.Sink(TEXT),  # type: ignore[call-arg,misc]
    "age.Sink.write": lambda: age.Sink.write(TEXT),  # type: ignore[arg-type,call-arg]
    "age.encrypt_stream": lambda: age.encrypt_stream(io.BytesIO(BYTES), Sink(), to=[BAD_TEXT]),
    "age.encrypt_stream, full": lambda: age.encrypt_stream(
        io.BytesIO(BYTES), Sink(), to=[ALICE.recipient]),
    "age.decrypt_stream": lambda: age.decrypt_stream(
        io.BytesIO(BYTES), Sink(), secret=MARKED_KEY.reveal()),
    "age.decrypt_stream, full": lambda: age.decrypt_stream(
        io.BytesIO(SEALED_TO_ALICE), Sink(), secret=ALICE.reveal()),
    "age.write_all": lambda: age.write_all(Sink(), BYTES),
    "derive.derive": lambda: derive(BYTES, "label", pepper=b""),
    "derive.mark": lambda: mark(b"", BYTES),
    "derive.same_mark": lambda: same_mark(BYTES, TEXT),  # type: ignore[arg-type]
    "errors.VaultError": lambda: VaultError(TEXT),  # type: ignore[call-arg]
    "errors.Unopenable": lambda: Unopenable(TEXT),  # type: ignore[call-arg]
    "errors.Untrusted": lambda: Untrusted(TEXT),  # type: ignore[call-arg]
    "errors.MistypedCode": lambda: MistypedCode(TEXT),  # type: ignore[call-arg]
    "errors.MistypedSheet": lambda: MistypedSheet(TEXT),  # type: ignore[call-arg]
    "identity.Identity": lambda: Identity(BAD_TEXT),
    "identity.Identity.generate": lambda: Identity.generate(TEXT),  # type: ignore[call-arg]
    "identity.Identity.from_key": lambda: Identity.from_key(BYTES),
    "identity.Identity.from_text": lambda: Identity.from_text(BAD_TEXT),
    "identity.Identity.reveal": lambda: MARKED_KEY.reveal(TEXT),  # type: ignore[call-arg]
    "identity.Identity, setattr": lambda: setattr(MARKED_KEY, "_secret", TEXT),
    "identity.Identity, delattr": lambda: delattr(MARKED_KEY, "_secret"),
    "identity.Identity, format": lambda: format(MARKED_KEY, "x"),
    "identity.Identity, pickle": lambda: pickle.dumps(MARKED_KEY),
    "identity.Identity, no such": lambda: MARKED_KEY.key,  # type: ignore[attr-defined]
    "identity.Identity, order": lambda: sorted([MARKED_KEY, ALICE]),  # type: ignore[type-var]
    "key_text.write_secret": lambda: write_secret(BYTES),
    "key_text.read_secret": lambda: read_secret(BAD_TEXT),
    "key_text.read_secret, damaged": lambda: read_secret(MARKED_KEY.reveal()[:-1]),
    "key_text.read_recipient": lambda: read_recipient(BAD_TEXT),
    "padding.padded_size": lambda: padded_size(TEXT),  # type: ignore[arg-type]
    "passphrases.new_passphrase": lambda: new_passphrase(TEXT),  # type: ignore[call-arg]
    "passwords.member_lock": lambda: member_lock(TEXT, salt=b"", pepper=PEPPER, cost=CHEAP),
    "passwords.member_lock, no pepper": lambda: member_lock(
        BAD_TEXT, salt=SALT, pepper=b"", cost=CHEAP),
    "plaintext.about_bytes": lambda: about_bytes(BAD_ABOUT),  # type: ignore[arg-type]
    "plaintext.wrap": lambda: wrap(BYTES, BAD_ABOUT),  # type: ignore[arg-type]
    "plaintext.unwrap": lambda: unwrap(wrap(BYTES, ABOUT), {}),
    "plaintext.unwrap, no header": lambda: unwrap(BYTES, ABOUT),
    "receipts.new_code": lambda: new_code(DIGITS),  # type: ignore[call-arg]
    "receipts.parse_code": lambda: parse_code(NUMBER_TYPED),
    "receipts.parse_code, letters": lambda: parse_code(DIGITS + BAD_TEXT),
    "receipts.parse_code, long": lambda: parse_code(DIGITS * 1000),
    "receipts.grouped": lambda: grouped({DIGITS}),  # type: ignore[arg-type]
    "receipts.Generation": lambda: Generation(b"", TEXT),  # type: ignore[arg-type]
    "receipts.Generation, replace": lambda: replace(GENERATION, pepper=b""),
    "receipts.sender_keys": lambda: sender_keys(NUMBER_TYPED, generations=[GENERATION]),
    "receipts.sender_keys, third": lambda: sender_keys(CODE, generations=[GENERATION] * 3),
    "receipts.SenderKeys": lambda: SenderKeys(BYTES),  # type: ignore[call-arg]
    "receipts.SenderKeys.to_bytes": lambda: SenderKeys(
        TEXT, MARKED_KEY, BYTES).to_bytes(),  # type: ignore[arg-type]
    "receipts.SenderKeys.from_bytes": lambda: SenderKeys.from_bytes(BYTES),
    "receipts.SenderKeys.from_bytes, text": lambda: SenderKeys.from_bytes(
        TEXT * 8),  # type: ignore[arg-type]
    "receipts.SenderKeys, replace": lambda: replace(
        MARKED_KEYS, other=TEXT),  # type: ignore[call-arg]
    "recovery_sheet.words_of": lambda: words_of(MARKED_KEY, TEXT),  # type: ignore[call-arg]
    "recovery_sheet.identity_of": lambda: identity_of(BAD_TEXT),
    "recovery_sheet.identity_of, word": lambda: identity_of(" ".join([*SHEET[:-1], TEXT])),
    "recovery_sheet.identity_of, order": lambda: identity_of(" ".join(SHEET[1:] + SHEET[:1])),
    "recovery_sheet.identity_of, line": lambda: identity_of(MARKED_KEY.reveal()[:-1]),
    "report_keys.ReportKeys": lambda: ReportKeys(MARKED_KEY),  # type: ignore[call-arg]
    "report_keys.ReportKeys.generate": lambda: ReportKeys.generate(TEXT),  # type: ignore[call-arg]
    "report_keys.recipient_mark": lambda: recipient_mark(b"", report=TEXT, recipient=TEXT),
    "report_keys.mark_body": lambda: mark_body(
        BYTES, key=MARKED_KEY, about=BAD_ABOUT),  # type: ignore[arg-type]
    "report_keys.marked_body": lambda: marked_body(BYTES * 9, key=MARKED_KEY, about=ABOUT),
    "sealing.seal": lambda: seal(BYTES, to=[], about=ABOUT),
    "sealing.seal, to a text": lambda: seal(BYTES, to=[BAD_TEXT], about=ABOUT),
    "sealing.open_sealed": lambda: open_sealed(SEALED_TO_ALICE, identity=MARKED_KEY, about=ABOUT),
    "sealing.open_sealed, about": lambda: open_sealed(
        SEALED_TO_ALICE, identity=ALICE, about={"a": TEXT}),
    "sealing.open_sealed, header": lambda: open_sealed(SEALED_BROKEN, identity=ALICE, about=ABOUT),
    "sealing.seal_identity": lambda: seal_identity(MARKED_KEY, to=[], about=ABOUT),
    "sealing.open_identity": lambda: open_identity(SEALED_TO_ALICE, identity=ALICE, about=ABOUT),
    "sealing.open_identity, about": lambda: open_identity(SEALED_KEY, identity=ALICE, about={}),
    "signing.SigningKey": lambda: SigningKey(BYTES),
    "signing.SigningKey.generate": lambda: SigningKey.generate(TEXT),  # type: ignore[call-arg]
    "signing.SigningKey.reveal": lambda: MARKED_SIGNER.reveal(TEXT),  # type: ignore[call-arg]
    "signing.SigningKey.sign": lambda: MARKED_SIGNER.sign(BAD_ABOUT),  # type: ignore[arg-type]
    "signing.SigningKey, setattr": lambda: setattr(MARKED_SIGNER, "_key", BYTES),
    "signing.SigningKey, delattr": lambda: delattr(MARKED_SIGNER, "_key"),
    "signing.SigningKey, format": lambda: format(MARKED_SIGNER, "x"),
    "signing.SigningKey, pickle": lambda: pickle.dumps(MARKED_SIGNER),
    "signing.SigningKey, no such": lambda: MARKED_SIGNER.key,  # type: ignore[attr-defined]
    "signing.check": lambda: check({"a": TEXT}, BYTES, verify_key=MARKED_SIGNER.verify_key),
    "signing.check, by a text": lambda: check({"a": TEXT}, BYTES, verify_key=BAD_TEXT),
    "signing.fingerprint": lambda: fingerprint(BAD_ABOUT),  # type: ignore[arg-type]
    "signing.seal_signing_key": lambda: seal_signing_key(MARKED_SIGNER, to=[], about=ABOUT),
    "signing.open_signing_key": lambda: open_signing_key(
        SEALED_TO_ALICE, identity=ALICE, about=ABOUT),
    "signing.open_signing_key, other": lambda: open_signing_key(
        SEALED_KEY, identity=MARKED_KEY, about=ABOUT),
    "signing.sign_body": lambda: sign_body(
        TEXT, key=MARKED_SIGNER, about=ABOUT),  # type: ignore[arg-type]
    "signing.signed_body": lambda: signed_body(
        BYTES * 9, verify_key=MARKED_SIGNER.verify_key, about=ABOUT),
    "streams.seal_stream": lambda: seal_stream(
        io.BytesIO(BYTES), Sink(), to=[BAD_TEXT], about=ABOUT),
    "streams.seal_stream, about": lambda: seal_stream(
        io.BytesIO(BYTES), Sink(), to=[ALICE.recipient], about=BAD_ABOUT),  # type: ignore[arg-type]
    "streams.seal_stream, full": lambda: seal_stream(
        io.BytesIO(BYTES), Sink(), to=[ALICE.recipient], about=ABOUT),
    "streams.open_stream": lambda: open_stream(
        io.BytesIO(SEALED_TO_ALICE), Sink(), identity=ALICE, about=ABOUT),
    "streams.open_stream, other": lambda: open_stream(
        io.BytesIO(SEALED_TO_ALICE), Sink(), identity=MARKED_KEY, about=ABOUT),
    "stretch.Cost": lambda: Cost(memory_kib=int(DIGITS), rounds=0, lanes=1),
    "stretch.stretch": lambda: stretch(BYTES, salt=b"", cost=CHEAP),
    "trust.Epoch": lambda: Epoch(TEXT),  # type: ignore[call-arg]
    "trust.SignedEpoch": lambda: SignedEpoch(EPOCH),  # type: ignore[call-arg]
    "trust.Grant": lambda: Grant(TEXT),  # type: ignore[call-arg]
    "trust.Grant.statement": lambda: GRANT.statement(EPOCH, TEXT),  # type: ignore[call-arg]
    "trust.sign_epoch": lambda: sign_epoch(BAD_EPOCH, signer=EPOCH, key=MARKED_SIGNER),
    "trust.check_epoch": lambda: check_epoch(
        SignedEpoch(EPOCH, EPOCH.fingerprint, BYTES), signer=EPOCH),
    "trust.trusted_epochs": lambda: trusted_epochs([SignedEpoch(EPOCH, TEXT, BYTES)], pin=TEXT),
    "trust.sign_grant": lambda: sign_grant(BAD_GRANT, signer=EPOCH, key=MARKED_SIGNER),
    "trust.check_grant": lambda: check_grant(GRANT, BYTES, signer=EPOCH),
    "trust.voice_fingerprint": lambda: voice_fingerprint(TEXT, BYTES),  # type: ignore[arg-type]
    "tuning.choose_cost": lambda: choose_cost(lambda _: TEXT, target=1),  # type: ignore[arg-type,return-value]
    "tuning.measure_cpu": lambda: measure_cpu(CHEAP, TEXT),  # type: ignore[call-arg]
    "word_list.whole_word": lambda: whole_word({TEXT}),  # type: ignore[arg-type]
}  # fmt: skip

EXPECTED = (VaultError, ValueError, TypeError, AttributeError, OSError)


def public_names() -> Iterator[str]:
    """All that the vault's modules define: functions, classes and the methods of these."""
    for found in pkgutil.iter_modules(vault.__path__):
        module = importlib.import_module(f"vault.{found.name}")
        for name, value in public_parts(module):
            defined = inspect.isfunction(value) or inspect.isclass(value)
            if defined and getattr(value, "__module__", "") == module.__name__:
                yield f"{found.name}.{name}"
                if inspect.isclass(value):
                    methods = [part for part in public_parts(value) if is_method(part[1])]
                    yield from (f"{found.name}.{name}.{method}" for method, _ in methods)


def public_parts(owner: object) -> list[tuple[str, object]]:
    return [(name, part) for name, part in vars(owner).items() if not name.startswith("_")]


def is_method(part: object) -> bool:
    return inspect.isfunction(part) or isinstance(part, classmethod | staticmethod)


def test_the_list_above_forgets_no_public_function_class_or_method() -> None:
    named = {(name.partition(",")[0], fail) for name, fail in FAILURES.items()}
    called = {name for name, fail in named if name.rpartition(".")[2] in fail.__code__.co_names}
    assert set(public_names()) == called
    assert len(called) > 60


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
    with pytest.raises(EXPECTED) as caught:
        fail()
    said = everything_said_by(caught.value)
    printed = "".join(traceback.format_exception(caught.value))
    assert not any(secret in said for secret in SECRETS)
    assert not any(secret in printed for secret in SECRETS)


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_an_error_is_chained_to_none(fail: Callable[[], object]) -> None:
    with pytest.raises(EXPECTED) as caught:
        fail()
    assert list(chain(caught.value)) == [caught.value]


@pytest.mark.parametrize("error", [VaultError, Unopenable, Untrusted, MistypedCode, MistypedSheet])
def test_an_error_of_the_vault_takes_no_message(error: Callable[..., VaultError]) -> None:
    with pytest.raises(TypeError):
        error(TEXT)
    assert str(error()) == ""


def test_what_holds_keys_prints_none_of_them() -> None:
    shown = f"{MARKED_KEYS} {MARKED_KEYS!r} {[MARKED_KEYS]} {vars(type(MARKED_KEYS)).keys()}"
    assert not any(secret in shown for secret in SECRETS)
