"""Words that members begin a reply with, as a lead wrote them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Agency


class ReplyTemplate(models.Model):
    """One beginning, in several languages. In clear: it says nothing about any tip."""

    LONGEST_NAME = 80

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="reply_templates")
    name = models.CharField(max_length=LONGEST_NAME)
    texts = models.JSONField(default=dict)
    """Its words by language; only those that somebody wrote."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="reports_template_name"),
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def languages(self) -> list[str]:
        """The languages that it has words in, in the order of the site."""
        return [code for code, _name in settings.LANGUAGES if self.texts.get(code)]

    def words_in(self, language: str) -> tuple[str, str]:
        """The words, and their language: another one where it has none in this."""
        best = language if self.texts.get(language) else next(iter(self.languages), "")
        return str(self.texts.get(best, "")), best
