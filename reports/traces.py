"""What a text names that another tip may name too: telephones, plates, boats, accounts.

A trace is a kind and one spelling of what was named, so that two spellings of it are equal. It is a
means to find tips that may belong together, never a proof that they do.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import unquote

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST = 20
"""Traces of one tip. The card that carries them stays small."""
_LONGEST = 80  # characters of a trace
MOST_READ = 100_000
"""Characters of one tip. A sender may add to it without end, and whoever opens it waits."""


class TraceKind(TextChoices):
    """What two tips have in common."""

    PHONE = "phone", _("The same telephone number")
    PLATE = "plate", _("The same number plate")
    BOAT = "boat", _("The same boat")
    ACCOUNT = "account", _("The same account number")
    EMAIL = "email", _("The same e-mail address")
    WEB = "web", _("The same profile or web address")


def traces_in(texts: Iterable[str]) -> list[str]:
    """The traces that the texts name, each once and in their order, like `phone:67077123456`."""
    found: dict[str, None] = {}
    left = MOST_READ
    for text in texts:
        rest = _without_dates(unicodedata.normalize("NFKC", text[:left]))
        for kind, read in _READERS:
            values, rest = read(rest)
            found |= {f"{kind}:{value}": None for value in values if len(value) <= _LONGEST}
        left -= len(text)
        if left <= 0:
            break
    return list(found)[:MOST]


def kind_of(trace: str) -> TraceKind | None:
    """The kind of a trace; None when this program does not know it."""
    kind = trace.partition(":")[0]
    return TraceKind(kind) if kind in TraceKind.values else None


_Reader = Callable[[str], tuple[list[str], str]]


def _reader(pattern: str, read: Callable[["re.Match[str]"], str | list[str]]) -> _Reader:
    """Reads all that fits, and takes it out of the text: what is an account is no telephone."""
    fits = re.compile(pattern, re.IGNORECASE)

    def reader(text: str) -> tuple[list[str], str]:
        values: list[str] = []

        def take(found: "re.Match[str]") -> str:
            read_here = read(found)
            if not read_here:
                return found[0]
            values.extend([read_here] if isinstance(read_here, str) else read_here)
            return " ; "

        return values, fits.sub(take, text)

    return reader


def _without_signs(text: str) -> str:
    return "".join(c for c in _plain(text) if c.isalnum())


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


# ---- e-mail, web addresses and profiles

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24}"
_EMAIL = rf"(?<![\w.+-])([a-z0-9][a-z0-9._%+-]{{0,63}})@({_HOST})(?![\w-])"
# A path says whose page it is; a mere name of a host does so only after http or www.
_WEB = rf"(?<![\w@.-])(https?://|www\.)?({_HOST})(/[^\s<>\"'()\[\]{{}}]{{0,200}})?(?![\w-])"
_HANDLE = r"(?<![\w@/.])@([a-z0-9_](?:[a-z0-9_.]{1,28})[a-z0-9_])(?![\w@-])"
_SAME_HOST = {
    "fb.com": "facebook.com",
    "fb.me": "facebook.com",
    "m.me": "facebook.com",
    "instagr.am": "instagram.com",
    "telegram.me": "t.me",
    "youtu.be": "youtube.com",
}
_NO_OWN_NAME = ("www.", "m.", "mobile.", "web.", "l.", "lm.", "id-id.", "pt-br.", "vm.", "vt.")
_PROFILES = {"facebook.com", "instagram.com", "tiktok.com", "t.me", "twitter.com", "x.com"}
_SAID_BY_QUERY = re.compile(r"[?&](?:id|story_fbid|v|phone)=([\w-]+)")


def _email(found: "re.Match[str]") -> str:
    return f"{found[1]}@{found[2]}".casefold()


def _web(found: "re.Match[str]") -> str:
    way, host, path = found[1], found[2].casefold(), found[3] or ""
    while host.startswith(_NO_OWN_NAME) and host.count(".") > 1:
        host = host.partition(".")[2]
    host = _SAME_HOST.get(host, host)
    if host in {"wa.me", "api.whatsapp.com"}:
        return ""  # a telephone number, and read as one
    if not path.strip("/") and not way:
        return ""  # two sentences without a blank between them look like this, too
    name, _mark, query = unquote(path).casefold().partition("?")
    name = name.partition("#")[0].strip("/.,;:!").removeprefix("@")
    if host in _PROFILES:
        said = _SAID_BY_QUERY.search(f"?{query}")
        parts = [part for part in name.split("/") if part]
        if said:
            return f"{host}/{said[1]}"
        # Of a profile only its name: what follows is one of its posts.
        return f"{host}/{parts[0].removeprefix('@')}" if parts else ""
    return f"{host}/{name}".rstrip("/")


def _handle(found: "re.Match[str]") -> str:
    return f"@{found[1].casefold().rstrip('.')}"


# ---- accounts: only after a word that says so, or with the checks of an IBAN

_ACCOUNT_WORDS = (
    r"iban|nib|swift|account|acct|a/c|konta|conta|rekening|norek|no\.?\s?rek|bank|banku|banco|"
    r"bnu|bnctl|mandiri|bri|bni|bca|cgd|anz|ovo|gopay|go-pay|dana|shopeepay|linkaja|mosan|"
    r"t-?pay|telpay|e-?wallet|wallet|carteira"
)
_IBAN = r"(?<![a-z0-9])([a-z]{2}\d{2}(?:[ -]?[a-z0-9]{1,4}){3,8})(?![a-z0-9])"
_ACCOUNT = (
    rf"(?<![a-z])(?:{_ACCOUNT_WORDS})(?![a-z])"
    r"(?:[^\d\n.;!?+]|\.(?=\S)|(?<=no)\.|(?<=rek)\.){0,40}?[:#\s.]"
    r"(\d(?:[ .-]?\d){6,33})(?!\d)"
)
_SHORTEST_IBAN, _IBAN_DIVISOR = 15, 97


def _iban(found: "re.Match[str]") -> str:
    letters = _without_signs(found[1]).upper()
    for end in range(len(letters), _SHORTEST_IBAN - 1, -1):
        if _is_iban(letters[:end]):
            return letters[:end]
    return ""


def _is_iban(letters: str) -> bool:
    """ISO 13616: the two digits behind the country are a remainder of all the others."""
    if not letters.isascii():
        return False
    turned = letters[4:] + letters[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % _IBAN_DIVISOR == 1


def _account(found: "re.Match[str]") -> str:
    digits = _digits(found[1])
    # E-money is paid to a telephone number: then it is the same as where it is called.
    return "" if _phone_of(digits, plus=False) else digits


# ---- telephones

_PHONE = r"(?<![\w.,-])(\+|00)?(\(?\d(?:[ .()/-]{0,2}\d){5,14})(?![\w])"
_SHORTEST_PHONE, _LONGEST_PHONE = 8, 15  # digits with the country's (ITU-T E.164)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def _phones(found: "re.Match[str]") -> list[str]:
    """The numbers in a row of digits: a year or another number may stand right behind one."""
    parts = re.findall(r"\d+", found[2])
    phones, first = [], 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            digits = _digits("".join(parts[first:last]))
            phone = _phone_of(digits, plus=bool(found[1]) and first == 0)
            if phone:
                phones.append(phone)
                first = last
                break
        else:
            first += 1
    return phones


def _phone_of(digits: str, *, plus: bool) -> str:
    """The digits with those of the country; nothing when they are no number of a telephone.

    Without a country they are those of mobile telephones: here eight digits from 73 to 78, in
    Indonesia 08 first, in Australia 04, in Portugal 9.
    """
    if plus:
        digits = re.sub(r"^(62|61|44|49|351)0", r"\1", digits)
        return digits if _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE else ""
    for shape, country in _AT_HOME:
        if shape.fullmatch(digits):
            return country + digits.removeprefix("0")
    for shape in _ABROAD:
        if shape.fullmatch(digits):
            return re.sub(r"^(62|61)0", r"\1", digits)
    return ""


_AT_HOME = (
    (re.compile(r"7[3-8]\d{6}"), "670"),
    (re.compile(r"08\d{7,11}"), "62"),
    (re.compile(r"04\d{8}"), "61"),
    (re.compile(r"9[1236]\d{7}"), "351"),
)
_ABROAD = (
    re.compile(r"670(?:7[3-8]\d{6}|[234]\d{6})"),
    re.compile(r"620?8\d{7,11}"),
    re.compile(r"610?4\d{8}"),
    re.compile(r"3519[1236]\d{7}"),
)


# ---- plates: where a word says so, or in one of two shapes

_PLATE_WORDS = (
    r"plates?|rego|registration|matr[ií]cula|matrikula|chapa|xapa|plaka|plat(?:\s?nomor)?|nopol|"
    r"no\.?\s?pol|nomor\s?polisi"
)
_PLATE_AFTER_A_WORD = (
    rf"(?<!\w)(?:{_PLATE_WORDS})(?!\w)[^\d\n;!?]{{0,20}}?(?<![\w-])"
    r"((?:[a-z]{1,2}[ .-]?)?\d{2,4}(?:[.-]?[a-z]{1,3}|[ ](?-i:[A-Z]{1,3}))"
    r"|\d{2}[ .-]?\d{3}(?:[ .-]?tls?)?|[a-z]{1,3}[.-]?\d{2,5})(?![\w-])"
)
_PLATE_OF_HERE = r"(?<![\w-])(\d{2}[ .-]?\d{3})[ .-]?tls?(?![\w-])"
_PLATE_OF_INDONESIA = r"(?<![\w-])((?-i:[A-Z]{1,2})[ .-]?\d{3,4}[ .-]?(?-i:[A-Z]{1,3}))(?![\w-])"


def _plate(found: "re.Match[str]") -> str:
    return re.sub(r"(?<=\d)TLS?$", "", _without_signs(found[1]).upper())


def _plate_of_indonesia(found: "re.Match[str]") -> str:
    # Where everything is in capitals, "IN 2020 THE" looks like one.
    return "" if found.string == found.string.upper() else _plate(found)


# ---- boats: after a word for a boat, a name or a number of a register

_BOAT_WORDS = (
    r"boat|ship|vessel|trawler|r[oó](?:\s?ahi)?|beiro|barku|barco|navio|embarca[cç][aã]o|"
    r"kapal(?:\s?ikan)?(?:\s(?-i:KMN?))?|perahu|(?-i:KM|KMN|K\.M\.|FV|F/V|MV|M/V)"
)
_CALLED = (
    r"named|called|(?:ho\s+)?naran|chamad[oa]|de\s+nome|nome|bernama|nama|registration|reg|number|"
    r"no\.?|n[uú]meru|número|nomor|matr[ií]cula"
)
_NAME = r"(?-i:[A-ZÀ-Þ][\w’'-]*)"
_BOAT = (
    rf"(?<!\w)(?:{_BOAT_WORDS})(?!\w)[\s:]{{1,3}}(?P<called>(?:{_CALLED})(?!\w)[\s:]{{1,3}})?[\"“”«‘’']?"
    rf"(?P<name>(?-i:[A-Z]{{1,4}})[ .-]?\d{{2,7}}(?![\w-])"
    rf"|{_NAME}(?:[ -](?:{_NAME}|\d{{1,4}}(?!\w)|d[aeo]s?(?=\s{_NAME}))){{0,3}}|\d{{4,7}}(?!\w))"
)
_SHORTEST_NAME = 4
_WHERE_FROM = frozenset({"INDONESIA", "TIMOR", "TIMORLESTE", "AUSTRALIA", "CHINA", "DILI"})


def _boat(found: "re.Match[str]") -> str:
    name = _without_signs(found["name"]).upper()
    is_number = name.isdigit() and not found["called"]
    return "" if is_number or name in _WHERE_FROM or len(name) < _SHORTEST_NAME else name


# ---- dates: read so that nothing else reads them

_DATE = r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d{2})?|\d{4}-\d{2}-\d{2})(?!\d)"
_without_dates = partial(re.compile(_DATE).sub, " ; ")

_READERS: tuple[tuple[TraceKind, _Reader], ...] = (
    (TraceKind.EMAIL, _reader(_EMAIL, _email)),
    (TraceKind.WEB, _reader(_WEB, _web)),
    (TraceKind.WEB, _reader(_HANDLE, _handle)),
    (TraceKind.ACCOUNT, _reader(_IBAN, _iban)),
    (TraceKind.ACCOUNT, _reader(_ACCOUNT, _account)),
    (TraceKind.PHONE, _reader(_PHONE, _phones)),
    (TraceKind.BOAT, _reader(_BOAT, _boat)),
    (TraceKind.PLATE, _reader(_PLATE_OF_HERE, _plate)),
    (TraceKind.PLATE, _reader(_PLATE_OF_INDONESIA, _plate_of_indonesia)),
    (TraceKind.PLATE, _reader(_PLATE_AFTER_A_WORD, _plate)),
)
"""In this order: what one has read, the next do not see."""
