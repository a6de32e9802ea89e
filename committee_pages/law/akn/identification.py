"""The `meta` block of a document: which work, expression and file it is (AKN 3.0, section 5.5)."""

from datetime import date

from lxml import etree

from committee_pages.law.akn.about import COUNTRY, NAMESPACE, About
from committee_pages.law.languages import AKN_CODES, PORTAL_CODES

_SOURCE = "#publisher"
_AUTHOR = "#author"
_GAZETTE = "Jornal da República"
_KNOWN = frozenset({"identification", "publication", "references"})


def tag(name: str) -> str:
    """A name of Akoma Ntoso as lxml wants it."""
    return f"{{{NAMESPACE}}}{name}"


def write_meta(act: etree._Element, about: About) -> None:
    """Adds the `meta` block of a document."""
    meta = etree.SubElement(act, tag("meta"))
    identification = etree.SubElement(meta, tag("identification"), source=_SOURCE)
    made = about.made_on.isoformat()
    work = _level(identification, "FRBRWork", about.work, made, "Generation")
    _value(work, "FRBRcountry", COUNTRY)
    _value(work, "FRBRsubtype", about.subtype)
    _value(work, "FRBRnumber", about.number)
    day = about.in_force_from.isoformat()
    expression = _level(identification, "FRBRExpression", about.expression, day, "Generation")
    # The gazette alone is: the banner on every page of the law says so.
    _value(expression, "FRBRauthoritative", "false")
    etree.SubElement(expression, tag("FRBRlanguage"), language=AKN_CODES[about.language])
    written = about.written_on.isoformat()
    _level(identification, "FRBRManifestation", about.manifestation, written, "Generation")
    if about.gazette_on:
        publication = etree.SubElement(
            meta,
            tag("publication"),
            date=about.gazette_on.isoformat(),
            name=_GAZETTE,
            showAs=_GAZETTE,
        )
        if about.gazette_number:
            publication.set("number", about.gazette_number)
    references = etree.SubElement(meta, tag("references"), source=_SOURCE)
    for eid in ("publisher", "author"):
        etree.SubElement(
            references,
            tag("TLCOrganization"),
            eId=eid,
            href=f"/akn/ontology/organization/{COUNTRY}/{eid}",
            showAs=eid,
        )


def _level(
    identification: etree._Element, name: str, address: str, day: str, what: str
) -> etree._Element:
    level = etree.SubElement(identification, tag(name))
    main, dot, ending = address.rpartition(".akn")
    this = f"{main}/!main{dot}{ending}" if dot else f"{address}/!main"
    _value(level, "FRBRthis", this)
    _value(level, "FRBRuri", address)
    etree.SubElement(level, tag("FRBRdate"), date=day, name=what)
    etree.SubElement(level, tag("FRBRauthor"), href=_AUTHOR)
    return level


def _value(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, tag(name), value=value)


def read_meta(
    act: etree._Element, *, title: str, title_language: str, is_extract: bool
) -> About | None:
    """What a document says it is; None where it is not named as acts of this country are here."""
    try:
        parts = _attribute(act, "FRBRWork", "FRBRuri", "value").split("/")
        _empty, _akn, country, kind, subtype, year, number = parts
        if (country, kind) != (COUNTRY, "act"):
            return None
        language = PORTAL_CODES[_attribute(act, "FRBRExpression", "FRBRlanguage", "language")]
        publication = act.find(f"{tag('meta')}/{tag('publication')}")
        return About(
            subtype=subtype,
            year=int(year),
            number=number,
            made_on=_day(act, "FRBRWork"),
            language=language,
            in_force_from=_day(act, "FRBRExpression"),
            written_on=_day(act, "FRBRManifestation"),
            title=title,
            title_language=title_language or language,
            gazette_number="" if publication is None else publication.get("number", ""),
            gazette_on=None
            if publication is None
            else date.fromisoformat(publication.get("date", "")),
            is_extract=is_extract,
        )
    except (KeyError, ValueError):
        return None


def foreign_meta(act: etree._Element) -> list[etree._Element]:
    """What the `meta` block holds that this portal has no place for."""
    meta = act.find(tag("meta"))
    if meta is None:
        return []
    return [block for block in meta if etree.QName(block).localname not in _KNOWN]


def _attribute(act: etree._Element, level: str, name: str, attribute: str) -> str:
    path = "/".join(tag(step) for step in ("meta", "identification", level, name))
    found = act.find(path)
    return "" if found is None else found.get(attribute, "")


def _day(act: etree._Element, level: str) -> date:
    return date.fromisoformat(_attribute(act, level, "FRBRdate", "date")[:10])
