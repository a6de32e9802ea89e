"""What the groups of the CMS may do to services. Over pages, Wagtail's own migration says it."""

from django.contrib.auth.models import Group, Permission

_MAY: dict[str, tuple[str, ...]] = {
    "Editors": ("add", "change"),
    "Moderators": ("add", "change", "delete", "publish"),
}


def give_rights_over_services() -> None:
    """Lets editors write services and publishers publish them. Changes nothing the second time."""
    for group in Group.objects.filter(name__in=_MAY):
        codenames = [f"{verb}_service" for verb in _MAY[group.name]]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="home", codename__in=codenames)
        )
