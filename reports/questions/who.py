"""Step 4: who is doing it, how people were found, and how the sender knows."""

from django.utils.translation import gettext_lazy as _

from reports.questions.kinds import WAYS_OUT, Kind, Question, Step

SUSPECT = Question(
    "suspect",
    Kind.TEXT,
    _("Who is doing it?"),
    _("A name, a firm, a car or a boat. What you know is enough. You can leave it empty."),
    longest=2_000,
)
RECRUITMENT = Question(
    "recruitment",
    Kind.SEVERAL,
    _("How were people found?"),
    _("Choose all that fit."),
    (
        ("facebook", _("Facebook")),
        ("whatsapp", _("WhatsApp")),
        ("tiktok", _("TikTok")),
        ("online", _("Another app or website")),
        ("agency", _("A firm that finds work")),
        ("family", _("Family")),
        ("friend", _("A friend, or somebody they knew")),
        ("other", _("Another way")),
        *WAYS_OUT,
    ),
    why=_("Why we ask: it helps us warn others."),
)
RELATION = Question(
    "relation",
    Kind.ONE,
    _("How do you know about it?"),
    _("This answer never leaves the committee’s own team."),
    (
        ("self", _("It is me")),
        ("family", _("It is somebody of my family")),
        ("neighbour", _("I live near there")),
        ("coworker", _("I work there, or did")),
        ("official", _("I learned of it in my work")),
        ("online", _("I saw it on the internet")),
        ("other", _("Another way")),
        *WAYS_OUT,
    ),
)

WHO = Step("who", _("Who, and how you know"), (SUSPECT, RECRUITMENT, RELATION))
