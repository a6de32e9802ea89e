"""The row that writers of the audit trail queue for."""

from django.db import migrations


def make_head(apps, schema_editor):
    head = apps.get_model("accounts", "AuditHead")
    head.objects.get_or_create(pk=1, defaults={"number": 0, "hash": "0" * 64})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_signed_keys")]
    operations = [migrations.RunPython(make_head, migrations.RunPython.noop)]
