"""What leads changed about the questions of the tip form."""

from typing import ClassVar

from django.db import models

from reports.questions.kinds import Sound


class QuestionSetting(models.Model):
    """All that was changed about one question but its recordings.

    One row for one question: two leads who save at once cannot leave half of each behind.
    """

    question = models.CharField(max_length=20, unique=True)
    off = models.BooleanField(default=False)
    options_off = models.JSONField(default=list)
    """Codes of options."""
    words = models.JSONField(default=dict)
    """By language, then by the code of an option or "" for the question: `label` and `hint`."""

    def __str__(self) -> str:
        return self.question


class QuestionSound(models.Model):
    """A recording of a question in one language. Nothing in it is a secret."""

    class Kind(models.TextChoices):
        """What browsers are told that it is."""

        MP3 = "audio/mpeg", "MP3"
        OGG = "audio/ogg", "Ogg Opus"
        M4A = "audio/mp4", "M4A"
        AAC = "audio/aac", "AAC"

    question = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    """SHA-256 of the bytes, in hexadecimal digits."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    size = models.PositiveIntegerField()
    """Bytes."""
    sound = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "language"], name="reports_one_sound_per_question_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.language}"

    @property
    def kilobytes(self) -> int:
        """The size as senders are told it."""
        return Sound(self.digest, self.size).kilobytes
