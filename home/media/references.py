"""Which pictures and documents what is published names, found from the models themselves."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey

_WAGTAILS_OWN = ("wagtail", "taggit")


def published_keys(kind: type[models.Model]) -> set[int]:
    """The keys of the rows of this model that something live has in a foreign key.

    A page or snippet counts while it is live, what belongs to a page while that page is, and a
    model without drafts always. A page model declares nothing for it: a field is enough.
    """
    keys: set[int] = set()
    for model, name in _fields_to(kind):
        live: Any = model._default_manager.filter(**_condition(model))
        keys |= set(live.exclude(**{name: None}).values_list(name, flat=True))
    return keys


def _fields_to(kind: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        if model._meta.app_label.startswith(_WAGTAILS_OWN):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is kind:
                yield model, field.attname


def _condition(model: type[models.Model]) -> dict[str, bool]:
    fields = model._meta.get_fields()
    if any(field.name == "live" for field in fields):
        return {"live": True}
    parents = [field for field in fields if isinstance(field, ParentalKey)]
    return {
        f"{parent.name}__{name}": value
        for parent in parents
        for name, value in _condition(parent.related_model).items()
    }
