"""The upload forms of the CMS. What is refused leaves neither a file nor a row."""

import io
from typing import Any

import willow
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.media.documents import clean_document
from home.media.pictures import clean_picture


class PictureField(WagtailImageField):
    """Takes a picture and gives it written anew: what was uploaded is kept nowhere."""

    default_validators: Any = ()  # we look into the file, not at its name alone

    def to_python(self, data: Any) -> Any:
        """The picture that is stored. Raises ValidationError with what to do."""
        uploaded = FileField.to_python(self, data)
        if uploaded is None:
            return None
        name = str(uploaded.name)
        clean = clean_picture(uploaded.read(), name)
        file = SimpleUploadedFile(_named(name, clean.ending), clean.data)
        file.image = willow.Image.open(io.BytesIO(clean.data))  # type: ignore[attr-defined]
        return file


class PictureForm(BaseImageForm):
    """A picture. Its words for who cannot see it are the page's, in the page's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("description", None)
        _never_exchange(self)
        if "file" in self.fields:
            old = self.fields["file"]
            field = PictureField(label=old.label, widget=old.widget)
            field.help_text = _(  # Wagtail's own speaks of formats alone
                "JPEG, PNG, WebP or GIF, 10 MB at most. Place and time are taken out of it."
            )
            field.widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp,.gif"
            self.fields["file"] = field


class DocumentForm(BaseDocumentForm):
    """A PDF or a recording."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _never_exchange(self)
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "A PDF of 10 MB at most, or a recording (best: MP3) of 2 MB at most."
            )

    def clean_file(self) -> Any:
        """The document that is stored. Raises ValidationError with what to do."""
        uploaded = self.cleaned_data["file"]
        clean = clean_document(uploaded.read(), uploaded.name)
        return SimpleUploadedFile(_named(uploaded.name, clean.kind.ending), clean.data)


def _never_exchange(form: Any) -> None:
    """Another file would change published pages without anybody publishing them."""
    if form.instance.pk:
        form.fields.pop("file", None)


def _named(name: str, ending: str) -> str:
    return f"{name.rpartition('.')[0]}.{ending}"
