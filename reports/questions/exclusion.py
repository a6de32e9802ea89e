"""Step 5: who must not see the tip."""

from django.utils.translation import gettext_lazy as _

from reports.questions.kinds import WAYS_OUT, Kind, Question, Step

NOBODY = "nobody"

EXCLUDE = Question(
    "exclude",
    Kind.SEVERAL,
    _("Who must not see what you tell us?"),
    # What is promised is what the software does; what it cannot do is said with it.
    _(
        "Whom you choose gets no key to your tip from this site. "
        "But a person could still speak. The law may force us to."
    ),
    (
        ("police", _("The police")),
        ("migration", _("The migration service")),
        ("local", _("The local authority: chief or administration")),
        ("social", _("Social services")),
        (NOBODY, _("Nobody: all of them may see it")),
        *WAYS_OUT,
    ),
    fixed=True,
    lasting=True,
)
_NO_EXCLUSIONS = {NOBODY, *(code for code, _label in WAYS_OUT)}

EXCLUSION = Step("exclude", _("Who must not see it"), (EXCLUDE,))


def exclusions(chosen: str | list[str]) -> list[str]:
    """The codes of those who must not see a tip, whatever else was ticked beside them.

    Whoever is named is excluded, also when `nobody` is ticked, too: of two answers that
    contradict each other the one that keeps the tip closed counts.
    """
    codes = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    return [code for code in codes if code not in _NO_EXCLUSIONS]
