"""Things with words in each language that stand outside the trees of pages."""

from typing import Any

from django.conf import settings
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin


class Worded(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A thing that publishers publish. Its words are `texts`, at most one for each language."""

    texts: Any
    _revisions: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        text = self.text_in(settings.LANGUAGE_CODE)
        return str(text) if text else f"{self._meta.verbose_name} {self.pk}"

    @property
    def revisions(self) -> Any:
        """Its earlier versions, for the CMS."""
        return self._revisions

    def text_in(self, language: str) -> Any:
        """The words in a language; where they are missing, in the first that has them, or None."""
        texts = {text.language: text for text in self.texts.all()}
        order = [language, *(code for code, _name in settings.LANGUAGES)]
        return next((texts[code] for code in order if code in texts), None)
