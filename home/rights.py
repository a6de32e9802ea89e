"""What the groups of the CMS may do beside pages, whose rights Wagtail's own migration gives."""

from django.contrib.auth.models import Group, Permission

# App and model of what editors write and publishers publish.
_WRITTEN = (("home", "service"), ("committee_pages", "institution"))
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
