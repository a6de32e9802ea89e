"""Plants marked words in everything a sender and a member write, then searches the disk for them.

A real server in a folder of its own: database file with its journal, form memory, sessions,
published files, logs. The words are searched as they are and in the encodings that a program might
have put them in.
"""

import base64
import json
import sqlite3
import zlib
from pathlib import Path
from urllib.parse import quote

import pyrage
import pytest

from tests.live import LiveServer, run_manage
from tests.live_people import LiveMember, LiveSender
from tests.sender import ANSWERS

_STORY = "MARKERSTORY the boat leaves at night"
_ADDITION = "MARKERADDITION it was the blue boat"
_REPLY = "MARKERREPLY which harbour was it"
_SEARCHED = "markersearched"


def _forms(word: str) -> set[bytes]:
    raw = word.encode()
    forms = {
        raw,
        word.encode("utf-16-le"),
        quote(word).encode(),
        quote(word, safe="").replace("%20", "+").encode(),
        json.dumps(word).encode()[1:-1],
        raw.hex().encode(),
        zlib.compress(raw)[2:12],
    }
    # Base64 of the word at each of the three places where it can stand in a longer text.
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + raw)
        forms.add(coded[4 * (shift > 0) : len(coded) // 4 * 4 - 8])
    return {form for form in forms if len(form) >= 8}


def _found(folder: Path, words: set[str]) -> list[str]:
    needles = {form: word for word in words for form in _forms(word)}
    return [
        f"{word} in {file.relative_to(folder)}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for form, word in needles.items()
        if form in file.read_bytes()
    ]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The folder of a server through which a whole conversation went, then killed."""
    folder = tmp_path_factory.mktemp("data")
    with LiveServer(folder) as server:
        sender, member = LiveSender(server.url), LiveMember(server.url, folder)
        half_written = LiveSender(server.url)
        half_written.fill_in(_STORY + " never sent")
        code = sender.send(_STORY)
        address = member.find("MARKERSTORY")
        member.reply(address, _REPLY)
        assert _REPLY in sender.come_back(code)
        sender.add(_ADDITION)
        assert _ADDITION in member.read(address)
        assert "0 found" in member.search(_SEARCHED).read().decode()
        assert "1 found" in member.search("MarkerStory").read().decode()
        member.post(f"{address}related/", {})
        server.kill()
        return folder, code, server.log


def test_no_word_of_a_tip_is_on_the_disk(used: tuple[Path, str, str]) -> None:
    folder, code, log = used
    words = {_STORY, "MARKERSTORY", _ADDITION, "MARKERADDITION", _REPLY, "MARKERREPLY"}
    words |= {ANSWERS["who"]["suspect"], _SEARCHED, "MarkerStory"}
    assert _found(folder, words | {code, " ".join(code[i : i + 4] for i in range(0, 20, 4))}) == []
    for word in (*words, code):
        assert word not in log


def test_the_search_would_find_a_word_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before " + base64.b64encode(b"ab" + _STORY.encode()))
    (tmp_path / "b").write_text(quote(_STORY))
    (tmp_path / "c").write_bytes(_STORY.encode("utf-16-le"))
    assert {row.rsplit(" ", 1)[1] for row in _found(tmp_path, {_STORY})} == {"a", "b", "c"}


def test_the_sealed_pieces_are_age_files_that_the_library_opens_with_the_keys(
    used: tuple[Path, str, str],
) -> None:
    folder, _code, _log = used
    keys = json.loads(run_manage(folder, "shell", "-c", _OPEN_KEYS).splitlines()[-1])
    with sqlite3.connect(folder / "mahon.sqlite3") as database:
        reports = database.execute("SELECT id, sealed_case, sealed_thread FROM reports_report")
        sealed = {row[0]: row[1:] for row in reports}
        entries = database.execute("SELECT report_id, kind, sealed FROM reports_entry").fetchall()
    agency = pyrage.x25519.Identity.from_str(keys["agency"])
    opened = ""
    for report, kind, piece in entries:
        assert piece.startswith(b"age-encryption.org/v1\n")
        owner = sealed[report][1 if kind == "message" else 0]
        identity = pyrage.decrypt(owner, [agency]).decode().split("\n")[1].rstrip("\0")
        plain = pyrage.decrypt(piece, [pyrage.x25519.Identity.from_str(identity)])
        opened += plain.decode(errors="replace")  # a mark or a signature comes first
    for word in ("MARKERSTORY", "MARKERADDITION", "MARKERREPLY"):
        assert word in opened


_OPEN_KEYS = """
import json
from accounts.demonstration import PASSWORD
from accounts.keys import open_member_identity
from accounts.models import AgencyEpoch, User
from accounts.unlocked import Unlocked
user = User.objects.get(username="triage")
member = Unlocked(user, open_member_identity(user, PASSWORD))
print(json.dumps({"agency": member.agency_identity(AgencyEpoch.objects.get()).reveal()}))
"""
