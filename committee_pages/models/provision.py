"""The provisions of a version, and their words in each language."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from committee_pages.law.structure import Kind
from committee_pages.models.act import Act, ActVersion

KIND_NAMES: dict[Kind, Promise] = {
    Kind.BOOK: _("Book"),
    Kind.TITLE: _("Title of a book"),
    Kind.CHAPTER: _("Chapter"),
    Kind.SECTION: _("Section"),
    Kind.SUBSECTION: _("Subsection"),
    Kind.ARTICLE: _("Article"),
    Kind.PARAGRAPH: _("Number"),
    Kind.POINT: _("Letter"),
    Kind.SUBPOINT: _("Roman number"),
}
_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]


class Provision(models.Model):
    """One place in the text, the same in all languages."""

    version = models.ForeignKey(ActVersion, on_delete=models.CASCADE, related_name="provisions")
    eid = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=_KINDS)
    number = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )

    class Meta:
        verbose_name = _("provision")
        ordering: ClassVar = ["version_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "eid"], name="law_one_provision_per_eid"),
            models.UniqueConstraint(
                fields=["version", "position"], name="law_one_provision_per_position"
            ),
        ]

    def __str__(self) -> str:
        return self.eid


class ProvisionText(models.Model):
    """What one provision says in one language.

    An article without words here and in all below it is one that nobody has transcribed yet: no
    row, or an empty `text`, stands for that, and pages say so.
    """

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("The words of the gazette and no others. Empty where nobody copied them yet."),
    )
    note = models.TextField(
        _("in plain words"),
        blank=True,
        max_length=1000,
        help_text=_("Two or three short sentences. They explain, and are not the law."),
    )

    class Meta:
        verbose_name = _("text of a provision")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provision", "language"], name="law_one_text_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.provision_id}"


class ProvisionLinkQuerySet(models.QuerySet["ProvisionLink", "ProvisionLink"]):
    """Links."""

    def of(self, provision: int, act: Act) -> "ProvisionLinkQuerySet":
        """Those of a provision of an act that lead where the public may go. One query."""
        pages = Page.objects.live().filter(lawpage__act=models.OuterRef("to_act"))
        may_go = models.Q(to_act=act) | models.Q(models.Exists(pages))
        return self.filter(may_go, provision=provision).select_related("to_act")


class ProvisionLink(models.Model):
    """What to see also: from one provision to another, of the same act or of another.

    It names its goal by act and id, so that it holds from version to version.
    """

    # The plugin of mypy loses track of managers beside Wagtail's classes, which have no types.
    objects: ClassVar[Any] = ProvisionLinkQuerySet.as_manager()

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="links")
    to_act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="linked_from")
    to_eid = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("see also")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provision", "to_act", "to_eid"], name="law_one_link_per_goal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to_act_id} {self.to_eid}"
