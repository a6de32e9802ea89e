"""What the groups of the CMS may do. Over pages, Wagtail's own migration says it."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission

# App and model of what editors write and publishers publish.
_WRITTEN = (
    ("home", "service"),
    ("committee_pages", "institution"),
    # Its policy decides; Wagtail asks the group alone before it shows the button that publishes.
    ("committee_pages", "activity"),
)
_MAY: dict[str, tuple[str, ...]] = {
    "Editors": ("add", "change"),
    "Moderators": ("add", "change", "delete", "publish"),
}


def give_rights_to_editors() -> None:
    """Lets editors write and publishers publish. Changes nothing the second time."""
    for group in Group.objects.filter(name__in=_MAY):
        for app, model in _WRITTEN:
            codenames = [f"{verb}_{model}" for verb in _MAY[group.name]]
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
            )


def leave_uploads_of_others_alone() -> None:
    """Lets editors change and delete the pictures and documents that they uploaded themselves.

    Wagtail's own migrations let them change all: who may not publish would take a picture from a
    published page. Publishers keep that right. Changes nothing the second time.
    """
    GroupCollectionPermission.objects.filter(
        group__name="Editors", permission__codename__in=("change_image", "change_document")
    ).delete()
