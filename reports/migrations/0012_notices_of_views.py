from typing import Any

from django.conf import settings
from django.db import migrations, models


def owners_stay_told(apps: Any, _schema_editor: Any) -> None:
    """Whoever wanted notices of a view of their own goes on to get them."""
    for view in apps.get_model("reports", "SavedView").objects.filter(notices="hours"):
        view.told.add(view.owner_id)


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0011_bulk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="savedview",
            name="told",
            field=models.ManyToManyField(related_name="views_told", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(owners_stay_told, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="savedview",
            name="notices",
        ),
    ]
