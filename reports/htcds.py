"""How the answers say what IOM's Human Trafficking Case Data Standard 2.0 says.

Fields and values are those of its picklists. What has no value there goes out as `Other`, with our
code as the detail. Who must not see a tip and how the sender knows never leave in an export.
"""

from dataclasses import dataclass
from enum import Enum


class Fit(Enum):
    """How well a value of the standard says what was answered."""

    EXACT = "exact"
    BROADER = "broader"
    """The value says less than the answer."""
    NONE = "none"
    """There is no such value: without a field nothing goes out, with one it is the detail."""


@dataclass(frozen=True)
class Target:
    """Where an answer goes. An empty value stands for the answer's own words."""

    field: str
    value: str
    fit: Fit


_NOWHERE = (Target("", "", Fit.NONE),)
_WAYS_OUT = {"unknown": _NOWHERE, "unsaid": _NOWHERE}


def _exploitation(value: str, fit: Fit = Fit.EXACT) -> Target:
    return Target("vic_TypeOfExploitation", value, fit)


def _control(value: str, fit: Fit = Fit.EXACT) -> Target:
    return Target("vic_MethodsOfControl", value, fit)


def _recruitment(value: str, fit: Fit = Fit.EXACT) -> Target:
    return Target("vic_MethodOfRecruitment", value, fit)


def _app(value: str, fit: Fit = Fit.EXACT) -> Target:
    return Target("vic_RecruitmentWebsitesAndApps", value, fit)


_FREE_TEXT = ""
"""Stands for the answer to a question without options."""

_NEVER: tuple[Target, ...] = ()
"""For what would tell who the sender is, or whom they fear."""

_BY_QUESTION: dict[str, dict[str, tuple[Target, ...]]] = {
    "story": {_FREE_TEXT: (Target("hte_Description", "", Fit.EXACT),)},
    "danger": {"yes": _NOWHERE, "no": _NOWHERE, **_WAYS_OUT},
    "exploitation": {
        "unpaid_work": (_exploitation("ForcedLabour", Fit.BROADER),),
        # The standard defines RestrictsMovement, but its picklists leave it out.
        "not_free": (_control("Other", Fit.BROADER),),
        "sex": (_exploitation("SexualExploitation"),),
        "child_work": (_exploitation("ChildLabour"),),
        "house_work": (_exploitation("Servitude", Fit.BROADER),),
        "fishing": (
            _exploitation("ForcedLabour", Fit.BROADER),
            Target("vic_ForcedLabourIndustry", "A_AgricultureForestryAndFishing", Fit.BROADER),
        ),
        "marriage": (_exploitation("ForcedMarriage"),),
        "begging": (_exploitation("ForcedBegging"),),
        "crime": (_exploitation("Other", Fit.NONE),),
        "job_abroad": (_control("FalsePromises", Fit.BROADER),),
        "child_given": (_exploitation("Other", Fit.NONE),),
        "organ": (_exploitation("OrganRemoval"),),
        "other": (_exploitation("Other", Fit.BROADER),),
        **_WAYS_OUT,
    },
    "signs": {
        "id_kept": (_control("WithholdsDocuments"),),
        "debt": (_control("DebtBondage"),),
        "pay_kept": (_control("TakesEarnings"),),
        "false_promise": (_control("FalsePromises"),),
        # Against whom was not asked.
        "threats": (_control("PhysicalThreats", Fit.BROADER),),
        "hurt": (_control("PhysicalAbuse"),),
        "locked_in": (_control("Other", Fit.BROADER),),
        "watched": (_control("Other", Fit.BROADER),),
        "drugs": (_control("PsychoactiveSubstance"),),
        "long_hours": (_control("ExcessiveWorkingHours"),),
        "no_food": (_control("WithholdsNecessities"),),
        "no_doctor": (_control("RestrictsMedicalCare"),),
        "fears_police": _NOWHERE,
        "none": _NOWHERE,
        **_WAYS_OUT,
    },
    "people": {**dict.fromkeys(("1", "2-5", "6-20", "21+"), _NOWHERE), **_WAYS_OUT},
    # The standard asks for a number of years: under 18 is all that is known.
    "minors": {
        "yes": (Target("vic_AgeWhenTrafficked", "", Fit.NONE),),
        **dict.fromkeys(("no", "maybe"), _NOWHERE),
        **_WAYS_OUT,
    },
    "municipality": {
        **{f"tl-{n:02}": (Target("hte_State", "", Fit.EXACT),) for n in range(1, 15)},
        **dict.fromkeys(("sea", "abroad", "online"), _NOWHERE),
        **_WAYS_OUT,
    },
    # In the sender's own words, and not by the codes that the standard takes.
    "country": {_FREE_TEXT: (Target("hte_Country", "", Fit.NONE),)},
    # The values of vic_LocationOfExploitation could not be read: our code is the detail.
    "place_kind": {
        **dict.fromkeys(
            (
                *("house", "bar", "shop", "farm", "building_site"),
                *("boat", "factory", "online", "other"),
            ),
            (Target("vic_LocationOfExploitation", "", Fit.NONE),),
        ),
        **_WAYS_OUT,
    },
    # A year and a month at most, reckoned from the day on which the tip came.
    "when": {
        **dict.fromkeys(("now", "month"), (Target("hte_Date", "", Fit.BROADER),)),
        **dict.fromkeys(("year", "longer", "soon"), _NOWHERE),
        **_WAYS_OUT,
    },
    "suspect": {_FREE_TEXT: (Target("per_RoleDetails", "", Fit.EXACT),)},
    "recruitment": {
        "facebook": (_recruitment("ThroughOnlineSocialNetworks"), _app("Facebook")),
        "whatsapp": (_recruitment("ThroughOnlineSocialNetworks"), _app("WhatsApp")),
        "tiktok": (_recruitment("ThroughOnlineSocialNetworks"), _app("TikTok")),
        "online": (
            _recruitment("ThroughOnlineSocialNetworks", Fit.BROADER),
            _app("Other", Fit.BROADER),
        ),
        "agency": (_recruitment("Other", Fit.NONE),),
        "family": (_recruitment("ThroughFamilyOrFamilyEvents"),),
        "friend": (_recruitment("ThroughFriendsOrSocialEvents"),),
        "other": (_recruitment("Other", Fit.BROADER),),
        **_WAYS_OUT,
    },
    "relation": dict.fromkeys(
        (
            *("self", "family", "neighbour", "coworker", "official"),
            *("online", "other", "unknown", "unsaid"),
        ),
        _NEVER,
    ),
    "exclude": dict.fromkeys(
        ("police", "migration", "local", "social", "nobody", "unknown", "unsaid"), _NEVER
    ),
}

HTCDS: dict[tuple[str, str], tuple[Target, ...]] = {
    (question, option): targets
    for question, options in _BY_QUESTION.items()
    for option, targets in options.items()
}
"""By the codes of question and option; the option of a text is empty. No target: never exported."""
