"""A saved view with sealed filters, for its owner alone."""

import json
from dataclasses import dataclass
from uuid import UUID

from accounts.unlocked import Unlocked
from reports.seals import encode
from vault.errors import Unopenable
from vault.identity import Identity
from vault.report_keys import mark_body, marked_body
from vault.sealing import About, open_sealed, seal


@dataclass(frozen=True)
class SealedView:
    """What is inside: the name, the clear part as an address writes it, the sealed filters."""

    name: str
    query: str
    sealed: dict[str, str]


def seal_view(member: Unlocked, said: SealedView, *, pk: UUID) -> bytes:
    """A view that only this member opens. Marked, since everybody can seal to a member."""
    own, about = member.identity, _about(pk)
    body = encode({"name": said.name, "query": said.query, "sealed": said.sealed})
    return seal(mark_body(body, key=own, about=about), to=[own.recipient], about=about)


def open_view(own: Identity, sealed: bytes, *, pk: UUID) -> SealedView | None:
    """What a view says; None when it does not open with these keys."""
    about = _about(pk)
    try:
        body = marked_body(open_sealed(sealed, identity=own, about=about), key=own, about=about)
    except Unopenable:
        return None
    return SealedView(**json.loads(body))


def _about(pk: UUID) -> About:
    return {"kind": "saved view", "view": str(pk)}
