from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import ALICE, BOB
from vault.errors import Untrusted
from vault.identity import Identity
from vault.signing import SigningKey
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

LENGTH = 4
KEYS = [SigningKey(bytes([number]) * 32) for number in range(LENGTH)]
OTHER_KEY = SigningKey(b"o" * 32)


def make_epoch(
    number: int, previous: Epoch | None, key: SigningKey, agency: str = "triage"
) -> Epoch:
    return Epoch(
        agency=agency,
        number=number,
        recipient=Identity.from_key(bytes([number]) * 32).recipient,
        verify_key=key.verify_key,
        recovery_recipient=BOB.recipient,
        previous=previous.fingerprint if previous else "",
    )


def make_chain(keys: Sequence[SigningKey], agency: str = "triage") -> list[SignedEpoch]:
    """An honest chain, each epoch signed with the key of the one before."""
    chain: list[SignedEpoch] = []
    for number, key in enumerate(keys, 1):
        before = chain[-1].epoch if chain else None
        epoch = make_epoch(number, before, key, agency)
        signing = (before, keys[number - 2]) if before else (epoch, key)
        chain.append(sign_epoch(epoch, signer=signing[0], key=signing[1]))
    return chain


CHAIN = make_chain(KEYS)
EPOCHS = [signed.epoch for signed in CHAIN]
PINS = [epoch.fingerprint for epoch in EPOCHS]
GRANT = Grant("triage", "ana", "lead", ALICE.recipient, OTHER_KEY.verify_key)
GRANT_SIGNATURE = sign_grant(GRANT, signer=EPOCHS[-1], key=KEYS[-1])

positions = st.integers(0, LENGTH - 1)


def refuses(chain: Sequence[SignedEpoch], *, pin: str) -> None:
    with pytest.raises(Untrusted):
        trusted_epochs(chain, pin=pin)


def refuses_grant(
    grant: Grant = GRANT, signature: bytes = GRANT_SIGNATURE, signer: Epoch = EPOCHS[-1]
) -> None:
    with pytest.raises(Untrusted):
        check_grant(grant, signature, signer=signer)


def test_epochs_and_grants_are_the_same_in_ten_years() -> None:
    key, partner = SigningKey(bytes(range(32))), SigningKey(bytes(range(32, 64)))
    epoch = Epoch("triage", 1, ALICE.recipient, key.verify_key, BOB.recipient, "")
    assert epoch.fingerprint == "8657f39efcb01032a3ef10ca40c3bbac1730680b21416c94e8b7b6ed123ddbe0"
    assert sign_epoch(epoch, signer=epoch, key=key).signature.hex() == (
        "9d94b45cfd1a3be391c3dbf12713f11f210219a245b6ea4ab920543c29fa69ab"
        "a23da319279002da70a2da9e36487da578b868013389c93b765ad793e026100b"
    )
    grant = Grant("triage", "ana", "lead", BOB.recipient, partner.verify_key)
    assert sign_grant(grant, signer=epoch, key=key).hex() == (
        "e1a6d504374890edb7070a661e0d3902bd56b51e17d4b112a390680d281e3d6d"
        "9aab875532f00d8cfcb7ca744efd0f4705c1461f034a30cbb134b808aff0190e"
    )


@pytest.mark.parametrize("pin", PINS)
def test_an_honest_chain_is_trusted_under_a_pin_on_any_of_its_epochs(pin: str) -> None:
    assert trusted_epochs(CHAIN, pin=pin) == EPOCHS


@pytest.mark.parametrize("length", range(1, LENGTH + 1))
def test_a_chain_of_any_length_is_trusted_under_its_newest(length: int) -> None:
    assert trusted_epochs(CHAIN[:length], pin=PINS[length - 1]) == EPOCHS[:length]


@pytest.mark.parametrize(
    "pin",
    ["", "0" * 64, PINS[0].upper(), PINS[0][:-1], make_chain([OTHER_KEY])[0].epoch.fingerprint],
)
def test_an_unknown_pin_is_refused(pin: str) -> None:
    refuses(CHAIN, pin=pin)


@pytest.mark.parametrize("pin", ["", *PINS])
def test_no_chain_at_all_is_refused(pin: str) -> None:
    refuses([], pin=pin)


@pytest.mark.parametrize("pinned", range(1, LENGTH))
def test_a_chain_cut_before_the_pinned_epoch_is_refused(pinned: int) -> None:
    for length in range(pinned + 1):
        refuses(CHAIN[:length], pin=PINS[pinned])


def test_what_a_pin_cannot_tell_is_that_epochs_after_it_are_missing() -> None:
    # Hence the pin moves at each rotation.
    assert trusted_epochs(CHAIN[:2], pin=PINS[1]) == EPOCHS[:2]


@pytest.mark.parametrize("pin", PINS)
@pytest.mark.parametrize("missing", range(LENGTH - 1))
def test_a_chain_with_a_missing_beginning_or_middle_is_refused(missing: int, pin: str) -> None:
    refuses(CHAIN[:missing] + CHAIN[missing + 1 :], pin=pin)


@given(st.permutations(range(LENGTH)), st.sampled_from(PINS))
def test_a_chain_in_another_order_is_refused(order: list[int], pin: str) -> None:
    if order != sorted(order):
        refuses([CHAIN[at] for at in order], pin=pin)


@given(positions, st.sampled_from(PINS))
def test_a_chain_with_an_epoch_twice_is_refused(at: int, pin: str) -> None:
    refuses(CHAIN[: at + 1] + CHAIN[at:], pin=pin)
    refuses([*CHAIN, CHAIN[at]], pin=pin)


@pytest.mark.parametrize(
    "change",
    [{"agency": "partner"}, {"number": 9}, {"recipient": BOB.recipient},
     {"verify_key": OTHER_KEY.verify_key}, {"recovery_recipient": ALICE.recipient},
     {"previous": "0" * 64}],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("at", range(LENGTH))
@pytest.mark.parametrize("pin", PINS)
def test_an_epoch_in_which_anything_was_changed_is_refused(
    at: int, pin: str, change: dict[str, str | int]
) -> None:
    changed = list(CHAIN)
    changed[at] = replace(changed[at], epoch=replace(changed[at].epoch, **change))  # type: ignore[arg-type]
    refuses(changed, pin=pin)


@pytest.mark.parametrize("pinned", range(LENGTH - 1))
def test_every_epoch_after_the_pin_needs_its_own_good_signature(pinned: int) -> None:
    for at in range(pinned + 1, LENGTH):
        for signature in (b"", bytes(64), CHAIN[at - 1].signature, CHAIN[0].signature):
            forged = [*CHAIN[:at], replace(CHAIN[at], signature=signature), *CHAIN[at + 1 :]]
            refuses(forged, pin=PINS[pinned])
        for signer in ("", PINS[at], "0" * 64):
            forged = [*CHAIN[:at], replace(CHAIN[at], signer=signer), *CHAIN[at + 1 :]]
            refuses(forged, pin=PINS[pinned])


def test_signatures_up_to_the_pin_do_not_matter_since_the_pin_holds_them_all() -> None:
    unsigned = [replace(signed, signature=b"") for signed in CHAIN]
    assert trusted_epochs(unsigned, pin=PINS[-1]) == EPOCHS


@pytest.mark.parametrize("pinned", range(LENGTH))
def test_an_epoch_signed_with_a_key_from_outside_is_refused(pinned: int) -> None:
    added = make_epoch(LENGTH + 1, EPOCHS[-1], OTHER_KEY)
    for signer, key in ((EPOCHS[-1], OTHER_KEY), (added, OTHER_KEY), (EPOCHS[0], KEYS[0])):
        refuses([*CHAIN, sign_epoch(added, signer=signer, key=key)], pin=PINS[pinned])


@pytest.mark.parametrize("old", range(LENGTH - 1))
def test_a_former_member_with_an_old_key_cannot_add_the_next_epoch(old: int) -> None:
    added = make_epoch(LENGTH + 1, EPOCHS[-1], OTHER_KEY)
    forged = sign_epoch(added, signer=EPOCHS[-1], key=KEYS[old])
    for pin in PINS:
        refuses([*CHAIN, forged], pin=pin)


@pytest.mark.parametrize("old", range(LENGTH - 1))
def test_a_fork_from_an_old_key_is_refused_once_the_pin_has_moved_on(old: int) -> None:
    fork = make_epoch(old + 2, EPOCHS[old], OTHER_KEY)
    forked = [*CHAIN[: old + 1], sign_epoch(fork, signer=EPOCHS[old], key=KEYS[old])]
    for pinned in range(old + 1, LENGTH):
        refuses(forked, pin=PINS[pinned])
        refuses([*forked, *CHAIN[old + 2 :]], pin=PINS[pinned])
    # Until then it is that key's word against its own: why the pin moves at each rotation.
    assert trusted_epochs(forked, pin=PINS[old]) == [*EPOCHS[: old + 1], fork]


def test_a_fork_of_the_whole_chain_is_refused() -> None:
    fork = make_chain([OTHER_KEY, *KEYS[1:]])
    for pin in PINS:
        refuses(fork, pin=pin)
        refuses([fork[0], *CHAIN[1:]], pin=pin)


def test_a_chain_whose_beginning_is_not_the_first_epoch_is_refused() -> None:
    late = sign_epoch(make_epoch(2, None, KEYS[0]), signer=EPOCHS[0], key=KEYS[0])
    refuses([late], pin=late.epoch.fingerprint)
    orphan = replace(make_epoch(1, None, KEYS[0]), previous="0" * 64)
    refuses([sign_epoch(orphan, signer=orphan, key=KEYS[0])], pin=orphan.fingerprint)


def test_an_epoch_of_another_agency_in_the_chain_is_refused() -> None:
    foreign = make_epoch(LENGTH + 1, EPOCHS[-1], OTHER_KEY, agency="partner")
    signed = sign_epoch(foreign, signer=EPOCHS[-1], key=KEYS[-1])
    assert check_epoch(signed, signer=EPOCHS[-1]) == foreign
    for pin in PINS:
        refuses([*CHAIN, signed], pin=pin)


def test_an_epoch_of_a_partner_is_believed_of_its_signer_alone() -> None:
    partner = make_epoch(1, None, OTHER_KEY, agency="partner")
    signed = sign_epoch(partner, signer=EPOCHS[1], key=KEYS[1])
    assert check_epoch(signed, signer=EPOCHS[1]) == partner
    for other in (EPOCHS[0], *EPOCHS[2:], partner):
        with pytest.raises(Untrusted):
            check_epoch(signed, signer=other)
        with pytest.raises(Untrusted):
            check_epoch(replace(signed, signer=other.fingerprint), signer=other)


def test_an_epoch_that_names_another_signer_is_refused_though_the_key_is_the_same() -> None:
    twin = replace(EPOCHS[0], recovery_recipient=ALICE.recipient)
    signed = sign_epoch(EPOCHS[1], signer=twin, key=KEYS[0])
    assert check_epoch(signed, signer=twin) == EPOCHS[1]
    with pytest.raises(Untrusted):
        check_epoch(signed, signer=EPOCHS[0])
    refuses([CHAIN[0], signed], pin=PINS[0])


def test_a_partner_cannot_sign_its_own_epoch() -> None:
    partner = make_epoch(1, None, OTHER_KEY, agency="partner")
    for signed in (
        sign_epoch(partner, signer=partner, key=OTHER_KEY),
        sign_epoch(partner, signer=EPOCHS[-1], key=OTHER_KEY),
    ):
        with pytest.raises(Untrusted):
            check_epoch(signed, signer=EPOCHS[-1])


@given(st.integers(0, 63), st.integers(1, 255))
def test_an_epoch_with_a_changed_signature_is_refused(at: int, change: int) -> None:
    altered = bytearray(CHAIN[-1].signature)
    altered[at] ^= change
    forged = [*CHAIN[:-1], replace(CHAIN[-1], signature=bytes(altered))]
    refuses(forged, pin=PINS[-2])


def test_a_signed_grant_is_believed() -> None:
    check_grant(GRANT, GRANT_SIGNATURE, signer=EPOCHS[-1])


@pytest.mark.parametrize(
    "change",
    [{"agency": "partner"}, {"username": "rui"}, {"username": "ana "}, {"username": "Ana"},
     {"role": "reader"}, {"role": ""}, {"recipient": BOB.recipient},
     {"verify_key": KEYS[0].verify_key}, {"username": "lead", "role": "ana"}],
    ids=str,
)  # fmt: skip
def test_a_grant_for_another_person_role_agency_or_key_is_refused(change: dict[str, str]) -> None:
    refuses_grant(replace(GRANT, **change))


@pytest.mark.parametrize("old", range(LENGTH - 1))
def test_a_grant_of_an_old_epoch_counts_no_more(old: int) -> None:
    signature = sign_grant(GRANT, signer=EPOCHS[old], key=KEYS[old])
    check_grant(GRANT, signature, signer=EPOCHS[old])
    refuses_grant(signature=signature)
    refuses_grant(signature=sign_grant(GRANT, signer=EPOCHS[-1], key=KEYS[old]))
    refuses_grant(signer=EPOCHS[old])


def test_a_grant_by_an_epoch_with_the_same_key_but_other_recipients_is_refused() -> None:
    refuses_grant(signer=replace(EPOCHS[-1], recovery_recipient=ALICE.recipient))


def test_a_member_cannot_grant_to_herself() -> None:
    refuses_grant(signature=sign_grant(GRANT, signer=EPOCHS[-1], key=OTHER_KEY))


def test_an_epochs_signature_is_no_grant_and_the_other_way_round() -> None:
    refuses_grant(signature=CHAIN[-1].signature)
    refuses([*CHAIN[:-1], replace(CHAIN[-1], signature=GRANT_SIGNATURE)], pin=PINS[-2])


@given(st.binary(max_size=100))
def test_an_arbitrary_signature_makes_no_grant(signature: bytes) -> None:
    refuses_grant(signature=signature)


@given(*[st.text(max_size=20)] * 5)
def test_any_grant_is_believed_as_itself(
    agency: str, username: str, role: str, recipient: str, verify_key: str
) -> None:
    grant = Grant(agency, username, role, recipient, verify_key)
    signature = sign_grant(grant, signer=EPOCHS[0], key=KEYS[0])
    check_grant(grant, signature, signer=EPOCHS[0])
    if grant != GRANT:
        refuses_grant(signature=signature, signer=EPOCHS[0])


def test_a_voice_fingerprint_is_six_groups_of_digits_that_stay() -> None:
    key = SigningKey(bytes(range(32))).verify_key
    assert voice_fingerprint(ALICE.recipient, key) == (
        "3984", "5421", "7233", "9539", "3832", "1106"
    )  # fmt: skip


@given(st.text(max_size=70), st.text(max_size=70))
def test_a_voice_fingerprint_tells_the_two_keys_apart(recipient: str, verify_key: str) -> None:
    said = voice_fingerprint(recipient, verify_key)
    assert [len(group) for group in said] == [4] * 6
    assert "".join(said).isdecimal()
    assert said != voice_fingerprint(recipient + "x", verify_key)
    assert said != voice_fingerprint(recipient, verify_key + "x")
    if recipient != verify_key:
        assert said != voice_fingerprint(verify_key, recipient)
    if recipient:
        assert said != voice_fingerprint(recipient[:-1], recipient[-1] + verify_key)
