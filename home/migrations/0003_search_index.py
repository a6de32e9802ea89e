"""The full-text index of the database in use: not to be folded into another migration."""

from django.db import migrations

from home.search import tables


class Migration(migrations.Migration):

    dependencies = [("home", "0002_search")]

    operations = [migrations.RunPython(tables.make, tables.remove)]
