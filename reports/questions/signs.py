"""Step 2: what it looks like, and for how many people."""

from django.utils.translation import gettext_lazy as _

from reports.questions.kinds import WAYS_OUT, Kind, Question, Step

EXPLOITATION = Question(
    "exploitation",
    Kind.SEVERAL,
    _("What does it look like?"),
    _("Choose all that fit."),
    (
        ("unpaid_work", _("Work for little or no pay")),
        ("not_free", _("Cannot leave, or is watched")),
        ("sex", _("Made to sell sex or be filmed")),
        ("child_work", _("A child who works or is used")),
        ("house_work", _("Work in a house without pay or rest")),
        ("fishing", _("Work on a fishing boat")),
        ("marriage", _("Forced marriage, or a child married")),
        ("begging", _("Forced to beg")),
        ("crime", _("Forced to cheat people online or to commit crimes")),
        ("job_abroad", _("A job abroad that was not as promised")),
        ("child_given", _("A child given away or sold")),
        ("organ", _("A part of the body taken")),
        ("other", _("Something else")),
        *WAYS_OUT,
    ),
)
SIGNS = Question(
    "signs",
    Kind.SEVERAL,
    _("What signs did you notice?"),
    _("Choose all that fit."),
    (
        ("id_kept", _("Somebody else keeps the passport or papers")),
        ("debt", _("A debt that does not end")),
        ("pay_kept", _("Somebody else keeps the pay")),
        ("false_promise", _("A promise that was not true")),
        ("threats", _("Threats")),
        ("hurt", _("Beaten or hurt")),
        ("locked_in", _("Locked in")),
        ("watched", _("Watched, or the phone taken away")),
        ("drugs", _("Given drugs or alcohol")),
        ("long_hours", _("Very long hours of work")),
        ("no_food", _("Too little food or sleep")),
        ("no_doctor", _("Not allowed to see a doctor")),
        ("fears_police", _("Afraid of the police")),
        ("none", _("None of these")),
        *WAYS_OUT,
    ),
    why=_("Why we ask: signs help us see what is going on."),
)
PEOPLE = Question(
    "people",
    Kind.ONE,
    _("How many people are affected?"),
    options=(
        ("1", _("One")),
        ("2-5", _("2 to 5")),
        ("6-20", _("6 to 20")),
        ("21+", _("More than 20")),
        *WAYS_OUT,
    ),
)
MINORS = Question(
    "minors",
    Kind.ONE,
    _("Is anyone under 18?"),
    options=(("yes", _("Yes")), ("no", _("No")), ("maybe", _("Maybe")), *WAYS_OUT),
    why=_("Why we ask: children need other help."),
)

LOOKS_LIKE = Step("signs", _("What it looks like"), (EXPLOITATION, SIGNS, PEOPLE, MINORS))
