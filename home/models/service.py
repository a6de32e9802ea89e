"""A service that helps people: what is known of it, how sure that is, and since when."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Revision

from home.models.worded import Worded
from home.service_form import ServiceForm
from home.telephone import is_telephone

TELL_EDITORS_AFTER = timedelta(days=90)
TELL_READERS_AFTER = timedelta(days=180)


class Need(models.TextChoices):
    """What somebody may need, in the order in which it is asked for."""

    DANGER = "danger", _("I am in danger now")
    DOCTOR = "doctor", _("A doctor or a nurse")
    SHELTER = "shelter", _("A safe place to sleep")
    TALK = "talk", _("Somebody to talk to")
    SOCIAL = "social", _("A social worker")
    LAWYER = "lawyer", _("A lawyer")
    OFFICIALS = "officials", _("A complaint about an official")


class Serves(models.TextChoices):
    """Whether a service is there for a group of people, as far as anybody said."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not said")


class Certainty(models.TextChoices):
    """What kind of source says so (A and B in our list of facts)."""

    OFFICIAL = "official", _("An official or first-hand text")
    SECONDARY = "secondary", _("A newspaper or another second-hand text")


class ServiceQuerySet(models.QuerySet["Service", "Service"]):
    """Reads of services."""

    def published(self) -> "ServiceQuerySet":
        """What readers see, the hotline first, with the words in all languages. Two queries."""
        return self.filter(live=True).prefetch_related("texts").order_by("-in_strip", "pk")

    def to_call_again(self, today: date) -> "ServiceQuerySet":
        """Published services that nobody has called for 90 days, the longest ago first."""
        oldest = models.F("last_verified").asc(nulls_first=True)
        due = models.Q(last_verified=None) | models.Q(last_verified__lt=today - TELL_EDITORS_AFTER)
        return self.filter(due, live=True).prefetch_related("texts").order_by(oldest, "pk")

    def in_the_strip(self) -> "ServiceQuerySet":
        """The service whose confirmed number stands on every page; none or one."""
        return self.published().filter(in_strip=True, confirmed_on__isnull=False).exclude(phone="")


def _group(label: Any) -> Any:
    return models.CharField(label, max_length=7, choices=Serves, default=Serves.UNKNOWN)


def _codes(label: Any, help_text: Any = "") -> Any:
    return models.JSONField(label, default=list, blank=True, help_text=help_text)


class Service(Worded):
    """One service. Its words are `ServiceText`, one for each language."""

    nationwide = models.BooleanField(_("in the whole country"), default=False)
    areas = _codes(_("municipalities"), _("Leave empty when no source says where."))
    abroad = models.BooleanField(_("for people in another country"), default=False)
    needs = _codes(_("what it helps with"))
    women = _group(_("women"))
    men = _group(_("men"))
    children = _group(_("children"))
    foreigners = _group(_("people from other countries"))
    languages = _codes(_("languages spoken there"), _("Leave empty when it is not known."))
    phone = models.CharField(
        _("telephone number"),
        max_length=30,
        blank=True,
        help_text=_("Readers see it once you say below who called it, and when."),
    )
    confirmed_on = models.DateField(_("number called on"), null=True, blank=True)
    confirmed_by = models.CharField(_("number called by"), max_length=100, blank=True)
    in_strip = models.BooleanField(
        _("its number stands on every page"),
        default=False,
        help_text=_("One service alone can have this."),
    )
    last_verified = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody asked the service whether all of this is right."),
    )
    verified_by = models.CharField(_("last checked by"), max_length=100, blank=True)
    source = models.URLField(_("source"), max_length=500, help_text=_("Where this is written."))
    certainty = models.CharField(
        _("kind of source"), max_length=9, choices=Certainty, default=Certainty.OFFICIAL
    )
    _revisions = GenericRelation(Revision, related_query_name="service")

    base_form_class = ServiceForm
    objects: ClassVar[Any] = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    @property
    def shown_phone(self) -> str:
        """The number, if somebody has called it; else nothing."""
        return self.phone if self.confirmed_on and self.confirmed_by else ""

    def is_old_news(self, today: date) -> bool:
        """Whether readers are told that nobody has checked this for long, or ever."""
        return self.last_verified is None or self.last_verified < today - TELL_READERS_AFTER

    def clean(self) -> None:
        """Raises ValidationError with what to do, at the field where it is done."""
        super().clean()
        faults: dict[str, Any] = {}
        if self.phone and not is_telephone(self.phone):
            faults["phone"] = _("Write the number with digits, such as +670 111 2222.")
        if self.confirmed_on and not self.phone:
            faults["phone"] = _("Write the number that was called, or take the date away.")
        if bool(self.confirmed_on) != bool(self.confirmed_by.strip()):
            faults["confirmed_by"] = _("Say both who called the number, and on which day.")
        if bool(self.last_verified) != bool(self.verified_by.strip()):
            faults["verified_by"] = _("Say both who checked this, and on which day.")
        for name in ("confirmed_on", "last_verified"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                faults[name] = _("This day has not come yet. Write the day of the call.")
        if self.in_strip and not self.shown_phone:
            faults["in_strip"] = _("First call the number, and say who called it and when.")
        elif self.in_strip and self._another_stands_in_the_strip():
            faults["in_strip"] = _("Another service has this. Take it away there first.")
        if faults:
            raise ValidationError(faults)

    def _another_stands_in_the_strip(self) -> bool:
        others = Service.objects.filter(live=True, in_strip=True).exclude(pk=self.pk)
        return bool(others.exists())


class ServiceText(models.Model):
    """The words about a service in one language."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=120)
    offers = models.TextField(
        _("what it does"),
        max_length=500,
        help_text=_("Only what the source says. Promise nothing."),
    )
    hours = models.CharField(_("hours and cost"), max_length=120, blank=True)
    reach = models.CharField(
        _("how to reach it without a telephone"),
        max_length=300,
        help_text=_("Where to go, or whom to ask. Readers without a number need this."),
    )

    class Meta:
        verbose_name = _("words in one language")
        verbose_name_plural = _("words in each language")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "language"],
                name="one_text_a_language",
                violation_error_message=_("There are two texts in one language. Keep one."),
            )
        ]

    def __str__(self) -> str:
        return self.name
