"""Step 1: what happened, and whether somebody is in danger now."""

from django.utils.translation import gettext_lazy as _

from reports.questions.kinds import WAYS_OUT, Kind, Question, Step

STORY = Question(
    "story",
    Kind.TEXT,
    _("What did you see, hear or live through?"),
    _("You need not give your name. Leave out what only you could know."),
    longest=20_000,
    required=True,
    fixed=True,
)
DANGER = Question(
    "danger",
    Kind.ONE,
    _("Is someone in danger right now?"),
    options=(("yes", _("Yes")), ("no", _("No")), *WAYS_OUT),
    why=_("Why we ask: tips about danger are read first."),
    fixed=True,
    # Without a way to say yes no tip would be read first.
    options_fixed=True,
)

WHAT = Step("what", _("What happened"), (STORY, DANGER))
