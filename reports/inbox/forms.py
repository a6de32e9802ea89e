"""The forms of the inbox."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.intake.forms import words_field


class ReplyForm(forms.Form):
    """A message to the sender. `once` tells a second press of the button from a second message."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = words_field(
        _("Reply to the sender"),
        _("The sender reads this with the code. Other people may see their telephone."),
        shortest=1,
        rows=6,
        required=_("Write something first."),
    )
