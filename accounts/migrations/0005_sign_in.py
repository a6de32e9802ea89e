from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_audit_head'),
    ]

    operations = [
        migrations.AddField(
            model_name='totpdevice',
            name='sealed_next',
            field=models.BinaryField(null=True),
        ),
    ]
