"""What rides sealed in a page, since nothing is stored until Send."""

import json
import secrets
import time
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from reports.intake import memory
from reports.seals import Answers
from vault.receipts import SenderKeys, new_code

IDLE_LIMIT = 30 * 60  # seconds without a step


class BadToken(Exception):
    """The page's token is missing, damaged, of another kind or older than our keys."""


class ExpiredToken(Exception):
    """Nobody went on with this page for 30 minutes."""


class DeadToken(Exception):
    """Somebody left this form or finished with it."""


def _new_id() -> str:
    return secrets.token_hex(16)


@dataclass
class _Token:
    """A token's id lets its page be declared dead; sealing it anew restarts its 30 minutes."""

    id: str = field(default_factory=_new_id, kw_only=True)

    def seal(self) -> str:
        """The token, for a hidden field."""
        payload = {"kind": type(self).__name__, **asdict(self)}
        written = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        # Packed before it is sealed: it goes over the network with every step, both ways.
        return _box().encrypt(zlib.compress(written.encode(errors="surrogatepass"))).decode()

    @classmethod
    def open(cls, sealed: str) -> Self:
        """The token of a page. Raises BadToken, ExpiredToken or DeadToken."""
        payload, made_at = _read(sealed)
        if payload is None or payload.pop("kind") != cls.__name__:
            raise BadToken
        token = cls(**payload)
        if memory.is_dead(token.id):
            raise DeadToken
        if time.time() - made_at > IDLE_LIMIT:
            raise ExpiredToken
        return token

    @classmethod
    def open_quietly(cls, sealed: str) -> Self | None:
        """The token of a page that only wants to be over; None where there is none to end."""
        try:
            return cls.open(sealed)
        except (BadToken, DeadToken, ExpiredToken):
            return None


@dataclass(repr=False)
class FormToken(_Token):
    """A tip form on its way: its id, the receipt code it will have, and the answers so far."""

    code: str = field(default_factory=new_code)
    answers: Answers = field(default_factory=dict)
    started: int = field(default_factory=lambda: int(time.time()))
    """When the first step was opened (seconds since 1970): nobody answers in no time."""
    checking: bool = False
    """Whether the sender has seen all questions and comes from the page that shows all answers."""
    language: str = ""
    """Of a caller for whom a member writes; empty where the page's own is the sender's."""


@dataclass(repr=False)
class ReceiptToken(_Token):
    """A receipt page: the code it shows and the keys it gives, so that going on costs no hash."""

    code: str
    keys: str


@dataclass(repr=False)
class CodeToken(_Token):
    """A page that asks for the code. What the code opens has its id.

    The browser keeps the code that was sent with this page, and sends it again at Back and Reload:
    whoever left what it opened has ended this page, too.
    """


@dataclass(repr=False)
class NewCodeToken(_Token):
    """A page that offers a new code in the place of one that a member saw: both are in it."""

    old: str
    code: str = field(default_factory=new_code)

    @property
    def old_keys(self) -> SenderKeys:
        """The keys that the code to be replaced gave."""
        return SenderKeys.from_bytes(bytes.fromhex(self.old))


@dataclass(repr=False)
class ConversationToken(_Token):
    """An open conversation: the keys that the code gave, and what tells its next reply apart."""

    keys: str
    once: str = field(default_factory=_new_id)
    files: list[dict[str, Any]] = field(default_factory=list)
    """The files that were added from these pages: the only ones that they show and may delete."""

    @property
    def sender_keys(self) -> SenderKeys:
        """The keys that the code gave."""
        return SenderKeys.from_bytes(bytes.fromhex(self.keys))


@dataclass(repr=False)
class HeldToken(_Token):
    """A request that waits: what it said, and the ticket. Its id is that of the page it came from.

    Nobody can put the ticket of one form to another: both are sealed together.
    """

    view: str
    """The name of the address it was sent to."""
    fields: dict[str, list[str]]
    fresh: bool
    """Whether its own token's 30 minutes were not over: waiting must not end them."""
    wait: str = ""
    """What it waits for."""
    not_before: int = 0
    """When it may be sent again (seconds since 1970)."""
    waited: list[str] = field(default_factory=list)
    """What it has waited for before."""
    turns: int = 0
    passed: bool = False
    """Whether Google's check was passed with it."""


def seen_on(sealed: str) -> tuple[str, bool]:
    """The id of the page that a token of any kind belongs to, and whether its 30 minutes run.

    The id is empty for none of ours.
    """
    payload, made_at = _read(sealed)
    return (str(payload["id"]), time.time() - made_at <= IDLE_LIMIT) if payload else ("", False)


def renewed(sealed: str) -> str:
    """The same token, whose 30 minutes begin now; one that is none of ours stays as it is."""
    box = _box()
    try:
        return box.encrypt(box.decrypt(sealed)).decode()
    except (InvalidToken, ValueError):
        return sealed


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in memory.form_keys()])


def _read(sealed: str) -> tuple[dict[str, Any] | None, int]:
    """What a token holds and when it was sealed (seconds since 1970); None for none of ours.

    Not raised from here: an error would carry the token's content along.
    """
    box = _box()
    try:
        written = zlib.decompress(box.decrypt(sealed)).decode(errors="surrogatepass")
        return json.loads(written), box.extract_timestamp(sealed)
    except (InvalidToken, ValueError, zlib.error):
        return None, 0
