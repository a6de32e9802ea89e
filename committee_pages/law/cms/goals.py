"""Where "see also" leads, as an editor writes it: the number of an article, or an address."""

import re

from django.utils.translation import gettext as _

from committee_pages.law.faults import TextRefused
from committee_pages.law.structure import Kind
from committee_pages.models import Act, ActVersion, Provision, ProvisionLink

Goal = tuple[Act, str]
MOST_GOALS = 50
_ADDRESS = re.compile(
    r"^/akn/tl/act/(?P<subtype>[a-z-]{1,20})/(?P<year>[0-9]{4})/(?P<number>[0-9A-Z-]{1,10})"
    r"/~(?P<eid>[A-Za-z0-9_.-]{1,160})$"
)


def goals_from_lines(version: ActVersion, text: str) -> list[Goal]:
    """The goals that lines name, each once.

    Raises TextRefused for a line that leads nowhere.
    """
    lines = list(dict.fromkeys(filter(None, (line.strip() for line in text.splitlines()))))
    if len(lines) > MOST_GOALS:
        raise TextRefused(_("These are more than %(most)s links.") % {"most": MOST_GOALS})
    # Two ways to write one goal are one goal.
    return list(dict.fromkeys(_goal(version, line) for line in lines))


def lines_from_goals(version: ActVersion, eid: str) -> str:
    """What the form shows of the links of a provision."""
    links = ProvisionLink.objects.filter(
        provision__version=version, provision__eid=eid
    ).select_related("to_act")
    return "\n".join(
        link.to_eid.rpartition("art_")[2]
        if link.to_act_id == version.act_id and "__" not in link.to_eid.rpartition("art_")[2]
        else f"{link.to_act.work}/~{link.to_eid}"
        for link in links
    )


def _goal(version: ActVersion, line: str) -> Goal:
    if address := _ADDRESS.match(line):
        act = Act.objects.at(address["subtype"], int(address["year"]), address["number"]).first()
        if act and Provision.objects.filter(version__act=act, eid=address["eid"]).exists():
            return act, address["eid"]
    else:
        article = version.provisions.filter(kind=Kind.ARTICLE, number__iexact=line).first()
        if article:
            return version.act, article.eid
    raise TextRefused(_("“%(line)s” leads to no article.") % {"line": line[:100]})
