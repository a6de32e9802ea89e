from typing import Any

from django.db import migrations
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat


def forget(apps: Any, _schema_editor: Any) -> None:
    """Retires the accounts and keys of demonstrations, the only ones there were.

    Their keys were not signed, and nobody can sign them now. Accounts stay as empty shells, since
    the history of pages names them; the next start makes the demonstration people anew.
    """
    for name in ("AgencyKey", "AgencyEpoch", "Agency", "RoleGrant", "TotpDevice"):
        apps.get_model("accounts", name).objects.all().delete()
    former = Concat(Value("former-"), Cast(F("pk"), CharField()))
    apps.get_model("accounts", "User").objects.update(
        username=former, full_name=former, password="!", is_active=False
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("reports", "0002_forget_demonstration")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
