"""What a text names: telephones, plates, boats, accounts, addresses."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.traces import MOST, MOST_READ, TraceKind, kind_of, traces_in

HERE = "phone:67077123456"


@pytest.mark.parametrize(
    "text",
    [
        "Call 77123456 at night",
        "Call 7712 3456 at night",
        "Call +670 7712 3456 at night",
        "Telefone: 00670 77 12 34 56.",
        "nomór 670-7712-3456, favór",
        "Hubungi (+670) 7712.3456!",
        "WhatsApp: https://wa.me/67077123456",
        "７７１２３４５６",
        "77123456 2023",
        "Il 77123456; 12 ema",
    ],
)
def test_one_telephone_number_is_the_same_however_it_is_written(text: str) -> None:
    assert traces_in([text]) == [HERE]


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("Nomornya 0812-3456-7890", "phone:6281234567890"),
        ("Nomornya +62 812 3456 7890", "phone:6281234567890"),
        ("+62 (0)812 3456 7890", "phone:6281234567890"),
        ("6281234567890", "phone:6281234567890"),
        ("ring 0412 345 678", "phone:61412345678"),
        ("ring +61 412 345 678", "phone:61412345678"),
        ("ligue 912 345 678", "phone:351912345678"),
        ("ligue +351 912 345 678", "phone:351912345678"),
        ("+670 331 2345", "phone:6703312345"),
        ("+856 20 5555 1234", "phone:8562055551234"),
        ("Kareta 12-345 TL lori nia", "plate:12345"),
        ("Karreta matrikula 12.345", "plate:12345"),
        ("A matrícula é 12 345 TLS", "plate:12345"),
        ("a car with plate 12-345", "plate:12345"),
        ("mobil DK 1234 AB hitam", "plate:DK1234AB"),
        ("mobil DK1234AB hitam", "plate:DK1234AB"),
        ("plat dk1234ab", "plate:DK1234AB"),
        ("nopol B 77 XY", "plate:B77XY"),
        ("on the boat Mina Jaya they", "boat:MINAJAYA"),
        ('the boat "Mina Jaya 7" left', "boat:MINAJAYA7"),
        ("kapal KM Mina Jaya", "boat:MINAJAYA"),
        ("perahu bernama Mina-Jaya", "boat:MINAJAYA"),
        ("ró ho naran Estrela do Mar", "boat:ESTRELADOMAR"),
        ("o barco chamado Estrela do Mar saiu", "boat:ESTRELADOMAR"),
        ("boat number 20451", "boat:20451"),
        ("vessel TL-1042 at sea", "boat:TL1042"),
        ("rekening BRI 0023-01-012345-50-9", "account:002301012345509"),
        ("BNU account: 1234567890", "account:1234567890"),
        ("konta BNCTL númeru 00 1234 5678", "account:0012345678"),
        ("conta do banco n.º 0010012345678", "account:0010012345678"),
        ("PT50 0002 0123 1234 5678 9015 4", "account:PT50000201231234567890154"),
        ("TL380080012345678910157", "account:TL380080012345678910157"),
        ("write to Maria.Santos@Example.TL now", "email:maria.santos@example.tl"),
        ("https://www.facebook.com/Maria.Santos/posts/1", "web:facebook.com/maria.santos"),
        ("fb.com/maria.santos", "web:facebook.com/maria.santos"),
        ("m.facebook.com/profile.php?id=100012", "web:facebook.com/100012"),
        ("tiktok.com/@ajenti_servisu", "web:tiktok.com/ajenti_servisu"),
        ("http://good-jobs.example/apply/", "web:good-jobs.example/apply"),
        ("www.good-jobs.example", "web:good-jobs.example"),
        ("follow @good_jobs.tl.", "web:@good_jobs.tl"),
    ],
)
def test_a_thing_that_is_named_leaves_its_trace(text: str, trace: str) -> None:
    assert traces_in([text]) == [trace]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On 04-11-2023 10 men came, and 12/03/2024 again, 2024-03-12 too",
        "It costs 10.000.000 rupiah, or 2,500 dollars",
        "There were 12 men, 2 to 5 children, in 2020 and 2021",
        "Call 112 or 119",
        "The boat. Nobody pays the men of the boat Indonesia sent",
        "a boat 12 metres long, 5 km from Dili, barco da ilha",
        "They pay 150 a month.Then nothing",
        "THEY TOOK ALL IN 2020 THE MEN",
        "kareta mutin ida, motor 2, microlet 10",
        "Ema na'in 5 iha uma laran, tinan 15 to'o 17",
        "os barcos, as contas e os bancos",
        "account 12",
        "1234567890123456789012345678901234567890",
        "GB82 WEST 1234 5698 7654 33",
        "look @ me",
    ],
)
def test_what_names_nothing_leaves_no_trace(text: str) -> None:
    assert traces_in([text]) == []


def test_e_money_paid_to_a_telephone_is_where_it_is_called() -> None:
    assert traces_in(["send it by T-PAY to 7712 3456"]) == [HERE]


def test_several_traces_of_several_texts_come_once_each_in_their_order() -> None:
    texts = ["77123456 78234567, then a@b.tl", "+67077123456 and the boat Mina"]
    assert traces_in(texts) == ["email:a@b.tl", HERE, "phone:67078234567", "boat:MINA"]


def test_so_many_traces_are_kept_and_no_more() -> None:
    assert len(traces_in([" ".join(f"a{n}@b.tl" for n in range(100))])) == MOST


def test_of_a_tip_without_end_only_the_beginning_is_read() -> None:
    texts = iter(["x " * (MOST_READ // 4), "a@b.tl " + "x " * MOST_READ + "c@d.tl", "e@f.tl"])
    assert traces_in(texts) == ["email:a@b.tl"]
    assert next(texts) == "e@f.tl"  # nobody even opened it


@pytest.mark.parametrize("kind", list(TraceKind))
def test_the_kind_of_a_trace_is_what_stands_before_it(kind: TraceKind) -> None:
    assert kind_of(f"{kind}:a:b") is kind


@pytest.mark.parametrize("trace", ["", "shoe:1", ":", "Phone:1"])
def test_a_trace_of_an_unknown_kind_has_none(trace: str) -> None:
    assert kind_of(trace) is None


@given(st.text(max_size=300))
def test_any_text_gives_short_traces_of_known_kinds(text: str) -> None:
    for trace in traces_in([text]):
        assert kind_of(trace) is not None
        assert len(trace) <= 90


@given(st.from_regex(r"\A7[3-8][0-9]{6}\Z"), st.data())
def test_a_number_of_here_is_found_however_its_digits_are_parted(
    digits: str, data: st.DataObject
) -> None:
    signs = data.draw(st.lists(st.sampled_from(["", " "]), min_size=8, max_size=8))
    way = data.draw(st.sampled_from(["", "+670", "+670 ", "00670-", "670 "]))
    written = way + "".join(d + s for d, s in zip(digits, signs, strict=True)).rstrip(" -.")
    assert traces_in([f"Nomor: {written}"]) == [f"phone:670{digits}"]


@pytest.mark.parametrize("sign", ["7", " 7", "a", "A ", "@a", ".a", "1-", "boat ", "bank ", "A1 "])
def test_a_text_made_to_take_long_does_not(sign: str) -> None:
    before = time.process_time()
    traces_in([sign * (20_000 // len(sign))])
    assert time.process_time() - before < 2
