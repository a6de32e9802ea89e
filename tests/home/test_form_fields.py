"""How the portal prints form fields: what belongs together is tied together by ids."""

from bs4 import BeautifulSoup, Tag
from django import forms
from django.template.loader import render_to_string

from home.form_renderer import PortalFormRenderer

CHOICES = [("y", "Yes"), ("n", "No")]


class EveryKind(forms.Form):
    """One field of each kind that the field template knows."""

    default_renderer = PortalFormRenderer
    use_required_attribute = False

    text = forms.CharField(
        label="Code",
        help_text="20 digits.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "mh-code-input"}),
    )
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    story = forms.CharField(label="What did you see?", help_text="Say it.", widget=forms.Textarea)
    place = forms.ChoiceField(label="Where?", help_text="Choose.", choices=[("", "-"), *CHOICES])
    danger = forms.ChoiceField(
        label="Danger now?", help_text="Call first.", choices=CHOICES, widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="What is it?",
        help_text="Choose all.",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    kept = forms.BooleanField(label="I have kept the code", help_text="On paper.")
    token = forms.CharField(widget=forms.HiddenInput)


FIELDS = [name for name, field in EveryKind.base_fields.items() if not field.widget.is_hidden]


def _html(form: forms.Form) -> BeautifulSoup:
    summary = render_to_string("components/error_summary.html", {"form": form})
    return BeautifulSoup(summary + str(form), "html.parser")


def _only(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def _described_by(page: BeautifulSoup, name: str) -> str:
    """The text that a screen reader adds to a field."""
    selector = f'fieldset:has([name="{name}"]), :not(fieldset *)[name="{name}"]'
    ids = str(_only(page, selector)["aria-describedby"]).split()
    return " ".join(_only(page, f"#{one}").get_text(" ", strip=True) for one in ids)


def test_every_control_has_a_label_or_stands_under_a_legend() -> None:
    page = _html(EveryKind())
    for control in page.select("input:not([type=hidden]), select, textarea"):
        assert _only(page, f'label[for="{control["id"]}"]').get_text(strip=True)
    assert [legend.get_text(strip=True) for legend in page.select("fieldset > legend")] == [
        "Danger now?",
        "What is it?",
    ]


def test_the_hint_is_tied_to_its_field() -> None:
    page = _html(EveryKind())
    for name in FIELDS:
        hint = EveryKind.base_fields[name].help_text
        if hint:
            assert _described_by(page, name) == hint


def test_the_error_is_tied_to_its_field_after_the_hint() -> None:
    page = _html(EveryKind({}))
    for name in FIELDS:
        hint = EveryKind.base_fields[name].help_text
        expected = f"{hint} Error: This field is required.".strip()
        assert _described_by(page, name) == expected


def test_each_error_of_the_summary_leads_to_a_control_of_its_field() -> None:
    form = EveryKind({})
    page = _html(form)
    links = page.select(".govuk-error-summary a")
    targets = [_only(page, str(link["href"])) for link in links]
    assert [target["name"] for target in targets] == FIELDS
    assert all(target.name in {"input", "select", "textarea"} for target in targets)


def test_an_error_of_the_whole_form_or_of_a_hidden_field_stands_without_a_link() -> None:
    form = EveryKind({})
    form.add_error(None, "Try again.")
    items = _html(form).select(".govuk-error-summary li:not(:has(a))")
    assert [item.get_text() for item in items] == ["Try again.", "This field is required."]


def test_there_is_no_summary_without_an_error() -> None:
    assert not _html(EveryKind()).select(".govuk-error-summary")


def test_no_question_makes_a_heading_of_its_own() -> None:
    assert not _html(EveryKind()).select("h1")


def test_attributes_and_classes_of_a_widget_are_kept() -> None:
    control = _only(_html(EveryKind({})), "#id_text")
    assert control["inputmode"] == "numeric"
    assert control["class"] == ["govuk-input", "mh-code-input", "govuk-input--error"]


def test_what_was_entered_stays_after_an_error() -> None:
    page = _html(EveryKind({"story": "A boat <3", "danger": "n", "kinds": ["y"], "place": "n"}))
    assert _only(page, "#id_story").get_text().strip() == "A boat <3"
    assert [c["value"] for c in page.select("[name=danger][checked]")] == ["n"]
    assert [c["value"] for c in page.select("[name=kinds][checked]")] == ["y"]
    assert [c["value"] for c in page.select("#id_place [selected]")] == ["n"]


def test_words_of_a_sender_are_escaped_everywhere() -> None:
    form = EveryKind({"place": "<script>"})
    assert "<script>" not in str(form)
    assert "<script>" not in render_to_string("components/error_summary.html", {"form": form})


def test_ids_are_unique_and_follow_the_prefix_of_the_form() -> None:
    page = _html(EveryKind({}, prefix="first"))
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert "id_first-danger_0" in ids


def test_widgets_and_error_lists_keep_the_templates_that_the_cms_expects() -> None:
    form = EveryKind({})
    assert 'class="errorlist"' in str(form["story"].errors)
    assert "govuk" not in str(form["danger"])
