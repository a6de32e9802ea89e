"""Step 3: where and when."""

from django.utils.translation import gettext_lazy as _

from reports.questions.kinds import WAYS_OUT, Kind, Option, Question, Step

# In the order of their codes of 2024, which the statistics office uses, too.
_MUNICIPALITIES = (
    "Aileu",
    "Ainaro",
    "Ataúro",
    "Baucau",
    "Bobonaro",
    "Covalima",
    "Dili",
    "Ermera",
    "Lautém",
    "Liquiçá",
    "Manatuto",
    "Manufahi",
    "Oé-Cusse Ambeno",
    "Viqueque",
)


def _municipalities() -> tuple[Option, ...]:
    return tuple((f"tl-{number:02}", name) for number, name in enumerate(_MUNICIPALITIES, start=1))


MUNICIPALITY = Question(
    "municipality",
    Kind.FROM_LIST,
    _("Where is it?"),
    _("The municipality is enough."),
    (
        *_municipalities(),
        ("sea", _("At sea")),
        ("abroad", _("In another country")),
        ("online", _("On the internet")),
        *WAYS_OUT,
    ),
    why=_("Why we ask: it tells us who can help near there."),
)
COUNTRY = Question(
    "country",
    Kind.LINE,
    _("Which country?"),
    _("Only if it is in another country. You can leave it empty."),
    longest=100,
)
PLACE_KIND = Question(
    "place_kind",
    Kind.ONE,
    _("What kind of place is it?"),
    options=(
        ("house", _("A house")),
        ("bar", _("A bar, a hotel or a massage place")),
        ("shop", _("A shop or a market")),
        ("farm", _("A farm")),
        ("building_site", _("A building site")),
        ("boat", _("A boat")),
        ("factory", _("A factory or a workshop")),
        ("online", _("On the internet")),
        ("other", _("Another place")),
        *WAYS_OUT,
    ),
)
WHEN = Question(
    "when",
    Kind.ONE,
    _("When did it happen?"),
    options=(
        ("now", _("It is happening now")),
        ("month", _("In the last month")),
        ("year", _("In the last year")),
        ("longer", _("Longer ago")),
        ("soon", _("It might happen soon")),
        *WAYS_OUT,
    ),
)

WHERE = Step("where", _("Where and when"), (MUNICIPALITY, COUNTRY, PLACE_KIND, WHEN))
