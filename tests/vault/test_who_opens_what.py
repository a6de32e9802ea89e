"""Everybody tries everything: who opens which sealed piece, exactly."""

from collections.abc import Callable

import pytest

from tests.vault.world import (
    CODE_PEPPER,
    CODES,
    MEMBER_PEPPER,
    PASSWORDS,
    Holder,
    Piece,
    World,
    first_keys,
    open_piece,
    opened_by,
)
from vault.errors import Unopenable
from vault.identity import Identity

BOTH_PEPPERS = (CODE_PEPPER, MEMBER_PEPPER)
ALL_CODES = tuple(CODES.values())
ALL_PASSWORDS = tuple(PASSWORDS.values())


def story(report: str) -> set[str]:
    """What the case identity of a report opens."""
    return {f"{report} {kind}" for kind in ("answers", "card", "note", "addition", "file")}


def report(name: str) -> set[str]:
    """All that an epoch's key opens of a report."""
    return {f"{name} case", f"{name} thread", f"{name} reply"} | story(name)


TRIAGE = {"triage 1", "triage 2", "triage 2 signing", "referral", "referral copy"}
SENDER_A = {"A thread for sender", "A reply"}
SENDER_B = {"B thread for sender", "B reply"}
PARTNER = {"partner 1", "referral", "referral copy"}

Expected = tuple[Callable[[World], Holder], set[str]]

# What each opens at any time, whatever was sealed anew.
HOLDERS: dict[str, Expected] = {
    "a lead of triage": (
        lambda _: Holder(passwords=(PASSWORDS["ana"],), peppers=(MEMBER_PEPPER,)),
        {"member ana"} | TRIAGE | report("A") | report("B"),
    ),
    "triage's recovery sheet": (
        lambda world: Holder(sheets=(world.sheet_of("triage"),)),
        TRIAGE | report("A") | report("B"),
    ),
    "a member of the partner": (
        lambda _: Holder(passwords=(PASSWORDS["eva"],), peppers=BOTH_PEPPERS),
        {"member eva"} | PARTNER,
    ),
    "the partner's recovery sheet": (
        lambda world: Holder(sheets=(world.sheet_of("partner"),)),
        PARTNER,
    ),
    "the sender of A": (
        lambda _: Holder(codes=(CODES["A"],), peppers=(CODE_PEPPER,)),
        SENDER_A,
    ),
    "the sender of B": (
        lambda _: Holder(codes=(CODES["B"],), peppers=(CODE_PEPPER,)),
        SENDER_B,
    ),
    "a sender who has every pepper": (
        lambda _: Holder(codes=(CODES["A"],), peppers=BOTH_PEPPERS),
        SENDER_A,
    ),
    "a thief of the database": (lambda _: Holder(), set()),
    "a thief of the database and a lead's password": (
        lambda _: Holder(passwords=(PASSWORDS["ana"],)),
        set(),
    ),
    "a thief of the database, all passwords and the codes' pepper": (
        lambda _: Holder(passwords=ALL_PASSWORDS, peppers=(CODE_PEPPER,)),
        set(),
    ),
    "a thief of the database and a code": (lambda _: Holder(codes=ALL_CODES), set()),
    "a thief of the database, all codes and the members' pepper": (
        lambda _: Holder(codes=ALL_CODES, peppers=(MEMBER_PEPPER,)),
        set(),
    ),
    "a thief of the database, all passwords and codes, and no pepper": (
        lambda _: Holder(passwords=ALL_PASSWORDS, codes=ALL_CODES),
        set(),
    ),
    "a thief of the database and all peppers": (
        lambda _: Holder(peppers=BOTH_PEPPERS),
        set(),
    ),
    "a thief of everything but the database": (
        lambda world: Holder(
            database=False,
            passwords=ALL_PASSWORDS,
            codes=ALL_CODES,
            peppers=BOTH_PEPPERS,
            identities=frozenset(world.agencies.values()),
        ),
        set(),
    ),
    "codes used as passwords": (
        lambda _: Holder(passwords=ALL_CODES, peppers=BOTH_PEPPERS),
        set(),
    ),
    "who has A's case key": (
        lambda world: Holder(identities=frozenset({world.reports["A"].case})),
        story("A"),
    ),
    "who has A's thread key": (
        lambda world: Holder(identities=frozenset({world.reports["A"].thread})),
        {"A reply"},
    ),
    "who has the referral's key": (
        lambda world: Holder(identities=frozenset({world.referral})),
        {"referral copy"},
    ),
    "who has the newest epoch's signing key as if it were an identity": (
        lambda world: Holder(identities=frozenset({Identity.from_key(world.signing_key.reveal())})),
        set(),
    ),
}

FORMER_MEMBERS: dict[str, Callable[[World], Holder]] = {
    "by the password": lambda _: Holder(passwords=(PASSWORDS["rui"],), peppers=(MEMBER_PEPPER,)),
    "by a copy of the key": lambda world: Holder(identities=frozenset({world.members["rui"]})),
}


@pytest.fixture(scope="module")
def before() -> World:
    """Report A is still sealed to the old epoch."""
    return World()


@pytest.fixture(scope="module")
def after() -> World:
    """Report A has been sealed anew."""
    world = World()
    world.reseal()
    return world


@pytest.mark.parametrize(("make", "expected"), HOLDERS.values(), ids=HOLDERS)
def test_each_opens_exactly_what_is_theirs(
    make: Callable[[World], Holder], expected: set[str], before: World, after: World
) -> None:
    assert opened_by(make(before), before) == expected
    assert opened_by(make(after), after) == expected


@pytest.mark.parametrize("make", FORMER_MEMBERS.values(), ids=FORMER_MEMBERS)
def test_a_former_member_opens_the_old_epoch_until_it_is_sealed_anew(
    make: Callable[[World], Holder], before: World, after: World
) -> None:
    own = {"triage 1"} | ({"member rui"} if make(before).passwords else set())
    assert opened_by(make(before), before) == own | report("A")
    assert opened_by(make(after), after) == own


def test_the_old_epochs_key_opens_the_old_report_until_it_is_sealed_anew(
    before: World, after: World
) -> None:
    def old_key(world: World) -> Holder:
        return Holder(identities=frozenset({world.agencies["triage 1"]}))

    assert opened_by(old_key(before), before) == report("A")
    assert opened_by(old_key(after), after) == set()


def test_a_former_member_who_kept_a_report_key_still_has_that_one(after: World) -> None:
    # Sealing anew changes no key of a report: what somebody copied, they have.
    kept = Holder(identities=frozenset({after.members["rui"], after.reports["A"].case}))
    assert opened_by(kept, after) == {"triage 1"} | story("A")


def test_every_piece_is_opened_by_somebody_and_none_by_all(after: World) -> None:
    expected = [pieces for _, pieces in HOLDERS.values()] + [{"member rui"}]
    assert set().union(*expected) == set(after.pieces)
    partner, sender, triage = PARTNER, SENDER_A, HOLDERS["a lead of triage"][1]
    assert not partner & sender
    assert not triage & SENDER_B - {"B reply"}
    assert partner & triage == {"referral", "referral copy"}


def test_no_key_in_the_world_opens_a_piece_as_another(after: World) -> None:
    holder = Holder(
        passwords=ALL_PASSWORDS,
        codes=ALL_CODES,
        peppers=BOTH_PEPPERS,
        sheets=(after.sheet_of("triage"), after.sheet_of("partner")),
        identities=frozenset(
            {after.referral, *after.members.values(), *after.agencies.values()}
            | {key for keys in after.reports.values() for key in (keys.case, keys.thread)}
        ),
    )
    keys = list(first_keys(holder))
    assert opened_by(holder, after) == set(after.pieces)
    for name, piece in after.pieces.items():
        abouts = [other.about for at, other in after.pieces.items() if at != name]
        # Those that open it as itself alone: for the others the rest is in vain.
        for key in (key for key in keys if _opens(piece, key)):
            for about in abouts:
                with pytest.raises(Unopenable):
                    open_piece(piece, key, about)


def _opens(piece: Piece, key: Identity) -> bool:
    try:
        open_piece(piece, key, piece.about)
    except Unopenable:
        return False
    return True


def test_two_worlds_open_nothing_of_each_other(before: World, after: World) -> None:
    for make, _ in HOLDERS.values():
        holder = make(before)
        strangers = Holder(identities=holder.identities, sheets=holder.sheets)
        assert opened_by(strangers, after) == set()
