"""The forms of editors of the law."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from committee_pages.law.cms.goals import Goal, goals_from_lines
from committee_pages.law.faults import TextRefused
from committee_pages.law.structure import Node
from committee_pages.law.writing import as_lines, from_lines
from committee_pages.models import ActVersion

_LONGEST_HEADING = 300
_LONGEST_NOTE = 1000


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VersionForm(forms.ModelForm[ActVersion]):
    """What is said about a version, its text aside."""

    class Meta:
        model = ActVersion
        fields: ClassVar = [
            "in_force_from",
            "in_force_known",
            "amended_by",
            "amended_by_act",
            "is_extract",
            "compared_on",
        ]
        widgets: ClassVar = {"in_force_from": _day(), "compared_on": _day()}


class AboutForm(VersionForm):
    """The same for a version that is there: its day stays."""

    class Meta(VersionForm.Meta):
        exclude: ClassVar = ["in_force_from"]


class ArticleForm(forms.Form):
    """One article in all languages: heading, text as in the gazette, plain words."""

    def __init__(self, *args: Any, number: str, version: ActVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.version = version
        self.goals: list[Goal] = []
        self.nodes: dict[str, Node] = {}
        for code, name in settings.LANGUAGES:
            self.fields[f"heading_{code}"] = forms.CharField(
                label=_("Heading (%(language)s)") % {"language": name},
                max_length=_LONGEST_HEADING,
                required=False,
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                help_text=_("The words of the gazette. Begin lines with 1. or a) or i)."),
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
                required=False,
            )
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("In plain words (%(language)s)") % {"language": name},
                max_length=_LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                required=False,
            )

        self.fields["see_also"] = forms.CharField(
            label=_("See also"),
            help_text=_(
                "A line for each: the number of an article of this act, or an address of another"
                " act, such as /akn/tl/act/lei/2017/3/~art_5"
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )

    @staticmethod
    def values_of(nodes: dict[str, Node], notes: dict[str, str]) -> dict[str, str]:
        """What the form shows of an article."""
        return {
            **{f"heading_{code}": node.heading for code, node in nodes.items()},
            **{f"text_{code}": as_lines(node) for code, node in nodes.items()},
            **{f"note_{code}": note for code, note in notes.items()},
        }

    def clean(self) -> dict[str, Any]:
        """Reads the lines of each language; a fault stands beside its field."""
        values: dict[str, Any] = super().clean() or {}
        for code, _name in settings.LANGUAGES:
            try:
                self.nodes[code] = from_lines(
                    self.number,
                    values.get(f"heading_{code}", ""),
                    values.get(f"text_{code}", ""),
                )
            except TextRefused as fault:
                self.add_error(f"text_{code}", str(fault.sentence))
        try:
            self.goals = goals_from_lines(self.version, values.get("see_also", ""))
        except TextRefused as fault:
            self.add_error("see_also", str(fault.sentence))
        return values

    @property
    def notes(self) -> dict[str, str]:
        """Plain words by language."""
        return {
            code: self.cleaned_data.get(f"note_{code}", "") for code, _name in settings.LANGUAGES
        }
