"""A small passkey authenticator (W3C Web Authentication, ES256, attestation none)."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

ORIGIN = "http://localhost:8000"
_PRESENT, _VERIFIED, _HAS_KEY = 0x01, 0x04, 0x40


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Authenticator:
    """One passkey. What it says can be bent: its origin, party, flags and counter."""

    origin: str = ORIGIN
    party: str = "localhost"
    verified: bool = True
    count: int = 0
    handle: bytes | None = None
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)

    def create(self, options: dict[str, Any]) -> str:
        """The answer to a request to make this passkey."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id
        data = self._data(_HAS_KEY) + attested + cbor2.dumps(public)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options["challenge"])
        return self._packed(clientDataJSON=said, attestationObject=attestation)

    def get(self, options: dict[str, Any]) -> str:
        """The answer to a request for a proof."""
        said = self._said("webauthn.get", options["challenge"])
        data = self._data(0)
        signed = data + hashlib.sha256(said).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        if self.handle is not None:
            parts["userHandle"] = self.handle
        return self._packed(**parts)

    def _data(self, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verified else 0)
        return hashlib.sha256(self.party.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _said(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _packed(self, **parts: bytes) -> str:
        name = bytes_to_base64url(self.credential_id)
        response = {key: bytes_to_base64url(value) for key, value in parts.items()}
        made = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(made)


def ask(browser: Client, purpose: str) -> dict[str, Any]:
    """What the site asks a browser to sign."""
    answer = browser.post(f"/staff/passkey/{purpose}/options/")
    assert answer.status_code == 200, answer.headers
    assert answer.headers["Content-Type"] == "application/json"
    asked: dict[str, Any] = json.loads(answer.content)
    return asked


def send(browser: Client, purpose: str, answer: str, **more: str) -> Any:
    """What the form of that purpose leads to."""
    fields: Any = {"credential": answer, **more}
    return browser.post(f"/staff/passkey/{purpose}/", fields)


def add_passkey(browser: Client, passkey: Authenticator, name: str = "Telephone") -> Any:
    """Adds it on the page of the factors."""
    return send(browser, "new", passkey.create(ask(browser, "new")), name=name)


def prove(browser: Client, purpose: str, passkey: Authenticator, **more: str) -> Any:
    """Asks and answers."""
    return send(browser, purpose, passkey.get(ask(browser, purpose)), **more)
