"""What a lead does to the questions of the form, and to reply templates.

Each act is one row, so that of two leads who save at once the later one is obeyed whole.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Agency, User
from reports.models import QuestionSetting, QuestionSound, ReplyTemplate
from reports.question_file import write_questions
from reports.questions import Question
from reports.sounds import kind_of


class NotPlayable(Exception):
    """The bytes are no recording that browsers play."""


class NameTaken(Exception):
    """Another template of the agency has this name."""


@transaction.atomic
def change_question(
    question: Question,
    *,
    by: User,
    off: bool,
    options_off: list[str],
    words: Mapping[str, Mapping[str, Any]],
) -> None:
    """Keeps what is asked and in which words, instead of all that was changed before."""
    QuestionSetting.objects.update_or_create(
        question=question.code,
        defaults={"off": off, "options_off": options_off, "words": words},
    )
    transaction.on_commit(write_questions)
    audit.record(
        "question.changed",
        by=by,
        target=f"question/{question.code}",
        off=int(off),
        options_off=len(options_off),
        languages=" ".join(sorted(words)),
    )


@transaction.atomic
def restore_question(question: Question, *, by: User) -> None:
    """Back to the words of the software, with every option. Recordings stay."""
    QuestionSetting.objects.filter(question=question.code).delete()
    transaction.on_commit(write_questions)
    audit.record("question.restored", by=by, target=f"question/{question.code}")


@transaction.atomic
def add_sound(question: Question, *, by: User, language: str, data: bytes) -> None:
    """Keeps a recording of the question in a language, instead of an earlier one.

    Raises NotPlayable.
    """
    kind = kind_of(data)
    if kind is None:
        raise NotPlayable
    QuestionSound.objects.update_or_create(
        question=question.code,
        language=language,
        defaults={
            "digest": hashlib.sha256(data).hexdigest(),
            "kind": kind,
            "size": len(data),
            "sound": data,
        },
    )
    transaction.on_commit(write_questions)
    audit.record(
        "question.sound_added",
        by=by,
        target=f"question/{question.code}",
        language=language,
        size=len(data),
    )


@transaction.atomic
def remove_sound(question: Question, *, by: User, language: str) -> None:
    """Deletes the recording of the question in a language, if there is one."""
    found = QuestionSound.objects.filter(question=question.code, language=language)
    if not found.delete()[0]:
        return
    transaction.on_commit(write_questions)
    audit.record(
        "question.sound_removed", by=by, target=f"question/{question.code}", language=language
    )


@transaction.atomic
def save_reply_template(
    template: ReplyTemplate | None, *, agency: Agency, by: User, name: str, texts: dict[str, str]
) -> None:
    """Keeps a template of an agency; None makes a new one.

    Raises NameTaken, and ReplyTemplate.DoesNotExist when it was deleted meanwhile.
    """
    # Of two leads who take the same name at once the second waits here, and is told.
    Agency.objects.select_for_update().get(pk=agency.pk)
    there = ReplyTemplate.objects.filter(agency=agency)
    template = ReplyTemplate(agency=agency) if template is None else there.get(pk=template.pk)
    if there.filter(name=name).exclude(pk=template.pk).exists():
        raise NameTaken
    template.name, template.texts = name, texts
    template.save()
    _record_template("reply_template.saved", template.pk, by=by)


@transaction.atomic
def delete_reply_template(template: ReplyTemplate, *, by: User) -> None:
    """Deletes a template."""
    pk = template.pk
    template.delete()
    _record_template("reply_template.deleted", pk, by=by)


def _record_template(action: str, pk: int, *, by: User) -> None:
    audit.record(action, by=by, target=f"reply_template/{pk}")
