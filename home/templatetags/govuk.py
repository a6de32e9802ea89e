"""Filters that give form controls the classes of the design system."""

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# The first class that fits is taken, so a subclass stands before its base.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.TextInput, "govuk-input"),
    (forms.PasswordInput, "govuk-input"),
)


@register.filter
def govuk_input(field: BoundField) -> SafeString:
    """The control of a field as HTML; classes set on its widget are kept."""
    widget = field.field.widget
    base = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
    names = [base, widget.attrs.get("class", "")]
    if field.errors and base and not isinstance(widget, forms.CheckboxInput):
        names.append(f"{base}--error")
    classes = " ".join(name for name in names if name)
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.filter
def choice_kind(field: BoundField) -> str:
    """``checkboxes`` or ``radios``: the component that shows the choices of a field."""
    multiple = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
    return "checkboxes" if multiple else "radios"


@register.filter
def choice_input(option: BoundWidget, kind: str) -> SafeString:
    """The control of one choice as HTML, without a label."""
    # Not by the widget's own template: a form has dozens, and each would cost a rendering.
    drawn = option.data
    attributes = {**drawn["attrs"], "class": f"govuk-{kind}__input"}
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        drawn["type"],
        drawn["name"],
        drawn["value"],
        flatatt(attributes),
    )


@register.filter
def first_input_id(field: BoundField) -> str:
    """The id of the control that a link in the error summary leads to."""
    if field.use_fieldset and field.subwidgets:
        return field.subwidgets[0].id_for_label
    return field.id_for_label or field.auto_id
