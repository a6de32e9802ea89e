"""A small world of agencies, people, reports and a thief, and what each of them can open."""

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product

from tests.vault.samples import CHEAP, SALT
from vault.errors import Unopenable
from vault.identity import Identity
from vault.passwords import member_lock
from vault.plaintext import About
from vault.receipts import Generation, SenderKeys, sender_keys
from vault.recovery_sheet import identity_of, words_of
from vault.report_keys import ReportKeys, mark_body
from vault.sealing import open_identity, open_sealed, seal, seal_identity
from vault.signing import SigningKey, open_signing_key, seal_signing_key, sign_body
from vault.streams import open_stream, seal_stream

CODE_PEPPER = b"the pepper of the codes"
MEMBER_PEPPER = b"the pepper of the members"
PASSWORDS = {name: f"the password of {name}" for name in ("ana", "rui", "eva")}
CODES = {"A": "00000000000000000777", "B": "12345678901234567888"}


@dataclass(frozen=True)
class Piece:
    """One sealed thing of the database. `form` is what lies in it."""

    sealed: bytes
    about: About
    form: str


@dataclass(frozen=True)
class Holder:
    """Somebody, and all that they have. A wrong pepper stands for a guess."""

    database: bool = True
    identities: frozenset[Identity] = frozenset()
    passwords: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    peppers: tuple[bytes, ...] = ()


def keys_of_code(code: str, pepper: bytes = CODE_PEPPER) -> SenderKeys:
    return sender_keys(code, generations=[Generation(pepper, CHEAP)])[0]


def lock_of(password: str, pepper: bytes = MEMBER_PEPPER) -> Identity:
    return member_lock(password, salt=SALT, pepper=pepper, cost=CHEAP)


@dataclass
class World:
    """All secrets, known to the test alone, and the sealed pieces that the database keeps.

    Triage has two epochs: report A came in the first, report B in the second. Ana is a lead in
    both, Rui was a member in the first alone. Eva is the partner agency's; A was referred to it.
    """

    members: dict[str, Identity] = field(
        default_factory=lambda: {name: Identity.generate() for name in PASSWORDS}
    )
    agencies: dict[str, Identity] = field(
        default_factory=lambda: {
            name: Identity.generate() for name in ("triage 1", "triage 2", "partner 1")
        }
    )
    recovery: dict[str, Identity] = field(
        default_factory=lambda: {name: Identity.generate() for name in ("triage", "partner")}
    )
    reports: dict[str, ReportKeys] = field(
        default_factory=lambda: {name: ReportKeys.generate() for name in CODES}
    )
    referral: Identity = field(default_factory=Identity.generate)
    signing_key: SigningKey = field(default_factory=SigningKey.generate)
    pieces: dict[str, Piece] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, identity in self.members.items():
            self._keep_key(f"member {name}", identity, [lock_of(PASSWORDS[name])])
        ana, rui, eva = (self.members[name] for name in ("ana", "rui", "eva"))
        triage, partner = self.recovery["triage"], self.recovery["partner"]
        self._keep_key("triage 1", self.agencies["triage 1"], [ana, rui, triage])
        self._keep_key("triage 2", self.agencies["triage 2"], [ana, triage])
        self._keep_key("partner 1", self.agencies["partner 1"], [eva, partner])
        about: About = {"kind": "triage 2 signing"}
        to = [ana.recipient, triage.recipient]
        sealed = seal_signing_key(self.signing_key, to=to, about=about)
        self.pieces["triage 2 signing"] = Piece(sealed, about, "signing key")
        self._take_in("A", self.agencies["triage 1"])
        self._take_in("B", self.agencies["triage 2"])
        receivers = [self.agencies["partner 1"], self.agencies["triage 2"]]
        self._keep_key("referral", self.referral, receivers)
        self._keep_words("referral copy", [self.referral])

    def reseal(self) -> None:
        """Report A's keys, sealed to the newest epoch alone, as a rotation does."""
        for kind in ("case", "thread"):
            identity = getattr(self.reports["A"], kind)
            self._keep_key(f"A {kind}", identity, [self.agencies["triage 2"]])

    def sheet_of(self, agency: str) -> str:
        """What is printed on an agency's recovery sheet."""
        return " ".join(words_of(self.recovery[agency]))

    def _take_in(self, report: str, agency: Identity) -> None:
        keys, sender = self.reports[report], keys_of_code(CODES[report]).identity
        self._keep_key(f"{report} case", keys.case, [agency])
        self._keep_key(f"{report} thread", keys.thread, [agency])
        self._keep_key(f"{report} thread for sender", keys.thread, [sender])
        for kind in ("answers", "card", "note"):
            self._keep_words(f"{report} {kind}", [keys.case])
        about: About = {"kind": f"{report} addition"}
        marked = mark_body(b"words", key=keys.thread, about=about)
        self._keep(f"{report} addition", seal(marked, to=[keys.case.recipient], about=about))
        about = {"kind": f"{report} reply"}
        signed = sign_body(b"words", key=self.signing_key, about=about)
        self._keep(f"{report} reply", seal(signed, to=[keys.thread.recipient], about=about))
        sealed = io.BytesIO()
        about = {"kind": f"{report} file"}
        seal_stream(io.BytesIO(b"a film"), sealed, to=[keys.case.recipient], about=about)
        self._keep(f"{report} file", sealed.getvalue(), "stream")

    def _keep(self, name: str, sealed: bytes, form: str = "words") -> None:
        self.pieces[name] = Piece(sealed, {"kind": name}, form)

    def _keep_key(self, name: str, identity: Identity, to: Iterable[Identity]) -> None:
        recipients = [each.recipient for each in to]
        self._keep(name, seal_identity(identity, to=recipients, about={"kind": name}), "identity")

    def _keep_words(self, name: str, to: Iterable[Identity]) -> None:
        recipients = [each.recipient for each in to]
        self._keep(name, seal(b"words", to=recipients, about={"kind": name}))


def open_piece(piece: Piece, identity: Identity, about: About) -> object:
    """What is in a piece. Raises Unopenable."""
    match piece.form:
        case "identity":
            return open_identity(piece.sealed, identity=identity, about=about)
        case "signing key":
            return open_signing_key(piece.sealed, identity=identity, about=about)
        case "stream":
            body = io.BytesIO()
            open_stream(io.BytesIO(piece.sealed), body, identity=identity, about=about)
            return body.getvalue()
        case _:
            return open_sealed(piece.sealed, identity=identity, about=about)


def first_keys(holder: Holder) -> Iterator[Identity]:
    """The keys that somebody has or can work out from what they know."""
    yield from holder.identities
    yield from map(identity_of, holder.sheets)
    peppers = (*holder.peppers, b"a guess")
    for password, pepper in product(holder.passwords, peppers):
        yield lock_of(password, pepper)
    for code, pepper in product(holder.codes, peppers):
        yield keys_of_code(code, pepper).identity


def opened_by(holder: Holder, world: World) -> set[str]:
    """The names of all pieces that somebody opens, with whatever keys they find on the way."""
    found: set[str] = set()
    to_try, tried = set(first_keys(holder)), set[Identity]()
    while holder.database and to_try:
        identity = to_try.pop()
        tried.add(identity)
        for name, piece in world.pieces.items():
            with suppress(Unopenable):
                content = open_piece(piece, identity, piece.about)
                found.add(name)
                if isinstance(content, Identity):
                    to_try |= {content} - tried
    return found
