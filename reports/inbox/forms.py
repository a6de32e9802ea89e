"""The forms of the inbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000  # characters


class ReplyForm(forms.Form):
    """A message to the sender."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(
        label=_("Reply to the sender"),
        help_text=_("The sender reads this with the code. Other people may see their telephone."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("This is too long. Write at most 20,000 letters."),
        },
    )
