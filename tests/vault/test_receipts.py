import pickle
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from argon2.low_level import hash_secret_raw
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from tests.vault.samples import ABOUT, CHEAP, CODE, GENERATION, PEPPER, Unreadable
from vault.errors import MistypedCode, Unopenable
from vault.receipts import Generation, SenderKeys, grouped, new_code, parse_code, sender_keys
from vault.sealing import open_sealed, seal
from vault.stretch import Cost, stretch

KEYS = sender_keys(CODE, generations=[GENERATION])[0]

SEPARATORS = (
    " -.\t\n\r\xa0\xad\xb7\u2002\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202f\u2043\u2060\u2066\u2069\u2212"
    "\u3000\u3002\ufe58\ufe63\ufeff\uff0d\uff0e\uff61"
)  # fmt: skip

ALL_DIGITS = [chr(at) for at in range(sys.maxunicode) if unicodedata.decimal(chr(at), None) == 7]

codes = st.integers(0, 10**18 - 1).map(
    lambda number: f"{number:018d}" + mod_97_10.calc_check_digits(f"{number:018d}")
)
positions = st.integers(0, 19)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What goes to Argon2 while a test runs; the real one still does the work."""
    seen: list[bytes] = []

    def counting(secret: bytes, salt: bytes, **options: object) -> bytes:
        seen.append(secret)
        return hash_secret_raw(secret, salt, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("vault.stretch.hash_secret_raw", counting)
    return seen


def is_refused(text: str) -> bool:
    try:
        parse_code(text)
    except MistypedCode:
        return True
    return False


def neighbours(code: str) -> Iterator[str]:
    """Every code with one digit changed or two neighbours swapped."""
    for at, digit in enumerate(code):
        yield from (code[:at] + other + code[at + 1 :] for other in "0123456789" if other != digit)
        swapped = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
        if swapped != code:
            yield swapped


def test_a_new_code_is_20_digits_that_pass_their_own_check() -> None:
    for code in (new_code() for _ in range(200)):
        assert len(code) == 20
        assert code.isascii()
        assert code.isdecimal()
        assert mod_97_10.is_valid(code)
        assert parse_code(code) == code


def test_new_codes_are_all_different_and_use_every_digit_in_every_random_place() -> None:
    made = [new_code() for _ in range(1000)]
    assert len(set(made)) == len(made)
    for place in range(18):
        assert {code[place] for code in made} == set("0123456789")


def test_a_small_random_number_keeps_its_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault.receipts.secrets.randbelow", lambda _: 7)
    assert new_code() == "00000000000000000777"
    assert parse_code("00000000000000000777") == "00000000000000000777"


def test_random_digits_come_from_the_whole_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault.receipts.secrets.randbelow", lambda end: end - 1)
    assert new_code()[:18] == "9" * 18


@given(codes)
def test_a_code_is_parsed_as_it_is_shown(code: str) -> None:
    assert len(grouped(code)) == 5
    assert {len(group) for group in grouped(code)} == {4}
    for between in ("", " ", "-", " - ", "\n", "\xa0"):
        assert parse_code(between.join(grouped(code))) == code


@given(codes)
def test_every_slip_of_one_digit_and_every_swap_of_neighbours_is_refused(code: str) -> None:
    assert all(is_refused(slip) for slip in neighbours(code))


@given(codes, positions)
def test_a_digit_left_out_or_typed_twice_is_refused(code: str, at: int) -> None:
    assert is_refused(code[:at] + code[at + 1 :])
    assert is_refused(code[: at + 1] + code[at:])


@given(codes, st.lists(st.text(SEPARATORS, max_size=5), min_size=21, max_size=21))
def test_separators_of_any_kind_anywhere_do_not_matter(code: str, signs: list[str]) -> None:
    spaced = signs[0] + "".join(digit + sign for digit, sign in zip(code, signs[1:], strict=True))
    assert parse_code(spaced) == code


@pytest.mark.parametrize("separator", SEPARATORS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_each_separator_is_allowed(separator: str) -> None:
    assert parse_code(separator.join(CODE)) == CODE


@given(codes, st.lists(st.sampled_from(ALL_DIGITS), min_size=20, max_size=20))
def test_the_decimal_digits_of_every_script_are_read(code: str, sevens: list[str]) -> None:
    written = "".join(
        chr(ord(seven) - 7 + int(digit)) for digit, seven in zip(code, sevens, strict=True)
    )
    assert parse_code(written) == code


def test_full_width_and_arabic_digits_are_read() -> None:
    assert parse_code("１２３４　５６７８　９０１２　３４５６　７８８８") == CODE
    assert parse_code("١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٨٨") == CODE
    assert parse_code("۱۲۳۴-۵۶۷۸-۹۰۱۲-۳۴۵۶-۷۸۸۸") == CODE


@given(codes, st.integers(0, 20), st.characters())
def test_any_other_character_is_refused(code: str, at: int, character: str) -> None:
    assume(unicodedata.decimal(character, None) is None)
    assume(unicodedata.category(character) not in {"Zs", "Zl", "Zp", "Pd", "Cf"})
    assume(character not in SEPARATORS)
    assert is_refused(code[:at] + character + code[at:])
    assert is_refused(code[:at] + character + code[at + 1 :])


@pytest.mark.parametrize(
    "text",
    ["", " ", "-" * 20, CODE[:-1], CODE + "0", CODE[1:], "1234", CODE * 2, "O" + CODE[1:],
     CODE + "?", "code: " + CODE, CODE[:19] + "²", CODE[:19] + "①", CODE[:19] + "Ⅴ",
     CODE[:19] + "五", CODE[:19] + "½", CODE[:10] + "/" + CODE[10:], CODE[:10] + "+" + CODE[10:],
     CODE[:10] + "," + CODE[10:], CODE[:10] + "_" + CODE[10:], "0x" + CODE, "1e" + CODE[2:],
     CODE + "\0", CODE + "\udcff", "'" + CODE, "0" * 20],
)  # fmt: skip
def test_what_is_no_code_is_refused(text: str) -> None:
    assert is_refused(text)


@pytest.mark.parametrize(("digits", "alias"), [("97", "00"), ("98", "01"), ("02", "99")])
def test_check_digits_with_the_same_remainder_are_refused(digits: str, alias: str) -> None:
    starts = (f"{number:018d}" for number in range(1000))
    start = next(start for start in starts if mod_97_10.calc_check_digits(start) == digits)
    assert mod_97_10.is_valid(start + alias)
    assert parse_code(start + digits) == start + digits
    assert is_refused(start + alias)


@given(st.text(max_size=300))
def test_a_text_is_refused_or_becomes_20_checked_digits(text: str) -> None:
    if not is_refused(text):
        assert mod_97_10.is_valid(parse_code(text))
        assert parse_code(parse_code(text)) == parse_code(text)


def test_a_long_text_is_refused_unread() -> None:
    assert parse_code(CODE + " " * 180) == CODE
    assert is_refused(CODE + " " * 181)
    assert is_refused(Unreadable(CODE + " " * 10_000_000))


def test_one_use_of_a_code_is_one_argon2_over_its_digits(hashes: list[bytes]) -> None:
    sender_keys(CODE, generations=[GENERATION])
    assert hashes == [CODE.encode()]


def test_a_mistyped_code_never_reaches_argon2(hashes: list[bytes]) -> None:
    for slip in [*neighbours(CODE), "", CODE[:-1], CODE + "0", "x" * 20]:
        with pytest.raises(MistypedCode):
            sender_keys(slip, generations=[GENERATION])
    assert hashes == []


def test_carried_keys_cost_no_argon2(hashes: list[bytes]) -> None:
    assert SenderKeys.from_bytes(KEYS.to_bytes()) == KEYS
    assert hashes == []


def test_a_code_gives_the_same_keys_in_ten_years() -> None:
    assert KEYS.lookup.hex() == "069cf72068c2549ee654e3e883a94d21c3347893eb06c857ce40258b6795a55c"
    assert (
        KEYS.identity.recipient == "age19mazfdsuy3jrmxqxm43nxe4k3zzd2x5yfh6snl0tsduc6xsrmvpsr3z82c"
    )
    assert KEYS.marking.hex() == "0fa230692541b818c8ef2361b3018f09a6a1bbf33aad10da3a2f27fedbff1ac4"


def test_a_code_gives_the_same_keys_however_it_was_typed() -> None:
    typed = " - ".join(grouped(CODE))
    assert sender_keys(typed, generations=[GENERATION]) == (KEYS,)


def test_the_three_keys_differ_from_each_other_and_from_what_they_come_from() -> None:
    identity = KEYS.to_bytes()[32:64]
    stretched = stretch(CODE.encode(), salt=b"mahon/receipt-code", cost=CHEAP)
    assert len({KEYS.lookup, identity, KEYS.marking, stretched}) == 4


@pytest.mark.parametrize(
    ("code", "pepper", "cost"),
    [
        ("00000000000000000777", PEPPER, CHEAP),
        (CODE, PEPPER + b"!", CHEAP),
        (CODE, PEPPER, Cost(memory_kib=16, rounds=1, lanes=1)),
        (CODE, PEPPER, Cost(memory_kib=8, rounds=2, lanes=1)),
    ],
)
def test_another_code_pepper_or_cost_gives_other_keys(code: str, pepper: bytes, cost: Cost) -> None:
    (other,) = sender_keys(code, generations=[Generation(pepper, cost)])
    assert other.lookup != KEYS.lookup
    assert other.identity != KEYS.identity
    assert other.marking != KEYS.marking
    sealed = seal(b"reply", to=[KEYS.identity.recipient], about=ABOUT)
    with pytest.raises(Unopenable):
        open_sealed(sealed, identity=other.identity, about=ABOUT)


def test_no_keys_are_made_without_a_pepper() -> None:
    with pytest.raises(ValueError, match="with a pepper"):
        Generation(b"", CHEAP)


OLD_PEPPER = Generation(b"the pepper before", CHEAP)
OLD_COST = Generation(PEPPER, Cost(memory_kib=16, rounds=1, lanes=1))
OLD_BOTH = Generation(b"the pepper before", Cost(memory_kib=16, rounds=1, lanes=1))


@pytest.mark.parametrize("old", [OLD_PEPPER, OLD_COST, OLD_BOTH])
def test_two_generations_give_what_each_gives_alone_newest_first(old: Generation) -> None:
    alone = sender_keys(CODE, generations=[old])
    assert sender_keys(CODE, generations=[GENERATION, old]) == (KEYS, *alone)
    assert sender_keys(CODE, generations=(old, GENERATION)) == (*alone, KEYS)
    assert alone != (KEYS,)


@given(codes, st.sampled_from([OLD_PEPPER, OLD_COST, OLD_BOTH]))
def test_two_generations_share_no_key(code: str, old: Generation) -> None:
    new, before = sender_keys(code, generations=[GENERATION, old])
    assert not {new.lookup, new.marking} & {before.lookup, before.marking}
    assert new.identity != before.identity


@pytest.mark.parametrize(("old", "hashed"), [(OLD_PEPPER, 1), (OLD_COST, 2), (OLD_BOTH, 2)])
def test_a_second_generation_is_hashed_only_when_its_cost_is_another(
    old: Generation, hashed: int, hashes: list[bytes]
) -> None:
    sender_keys(CODE, generations=[GENERATION, old])
    assert hashes == [CODE.encode()] * hashed


@pytest.mark.parametrize("generations", [[], [GENERATION, OLD_COST, OLD_PEPPER], [GENERATION] * 3])
def test_no_generation_and_a_third_one_are_refused_before_hashing(
    generations: list[Generation], hashes: list[bytes]
) -> None:
    with pytest.raises(ValueError, match="one or 2 generations"):
        sender_keys(CODE, generations=generations)
    assert hashes == []


def test_a_generation_shows_nothing() -> None:
    assert repr(GENERATION) == str(GENERATION) == f"{GENERATION}" == "<Generation hidden>"
    assert PEPPER.decode() not in f"{[GENERATION]}"


@given(st.binary(min_size=96, max_size=96))
def test_sender_keys_are_96_bytes_and_come_back_from_them(raw: bytes) -> None:
    keys = SenderKeys.from_bytes(raw)
    assert keys.to_bytes() == raw
    assert (keys.lookup, keys.marking) == (raw[:32], raw[64:])


@pytest.mark.parametrize("size", [0, 1, 32, 64, 95, 97, 192])
def test_sender_keys_of_another_length_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="96 bytes"):
        SenderKeys.from_bytes(bytes(size))


def test_sender_keys_show_nothing_and_are_not_pickled() -> None:
    assert repr(KEYS) == str(KEYS) == f"{KEYS}" == "<SenderKeys hidden>"
    with pytest.raises(TypeError):
        pickle.dumps(KEYS)
