"""Signs that concern a child. What an adult agreed to does not count, nor what the child did."""

from django.utils.translation import gettext_lazy as _

from committee_pages.check.signs import Sign, Situation

CHILD = Situation(
    "child",
    _("A child"),
    _("Somebody who is not yet 18, or may not be."),
    _("What is true of this child?"),
    (
        Sign(
            "sex",
            _("Somebody gives money or gifts for sex with the child, or for pictures."),
            _("This is always a crime, also when the child says yes."),
            strong=True,
        ),
        Sign(
            "given",
            _("The child was given away or sold. Or somebody got money for the child."),
            _("A child is not a thing to sell. Also a relative may not do it."),
            strong=True,
        ),
        Sign(
            "married",
            _("The child is married, or is to marry."),
            _("A marriage can hide that a child is used."),
            strong=True,
        ),
        Sign(
            "no_school",
            _("School was promised, and the child works instead."),
            _("Families are often lied to about school."),
            strong=True,
        ),
        Sign(
            "hurt",
            _("Somebody hits or threatens the child."),
            _("Fear makes a child stay and be silent."),
            strong=True,
        ),
        Sign(
            "debt",
            _("The child works because the family owes money."),
            _("A child may not pay a debt with work."),
            strong=True,
        ),
        Sign(
            "away",
            _("The child lives with other people and works for them."),
            _("Far from home, a child is easy to use."),
        ),
        Sign(
            "hard_work",
            _("The child works long, at night, or with heavy or dangerous things."),
            _("Such work harms a child, and can be exploitation."),
        ),
        Sign(
            "begging",
            _("The child begs or sells in the street, and gives the money to somebody."),
            _("Who takes the money may be using the child."),
        ),
        Sign(
            "no_contact",
            _("The child may not talk to the family or to others."),
            _("Who is alone cannot ask for help. That can be wanted."),
        ),
    ),
    (
        _("Do not ask the child many questions. Listen. Say that it is not their fault."),
        _("Do not confront the people around the child. It can put the child in danger."),
        _("Do not take the child away yourself. Ask a service what to do."),
    ),
    _("A child cannot agree to be used. It does not matter whether anybody forced the child."),
)
