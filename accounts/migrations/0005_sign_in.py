from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_signed_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='totpdevice',
            name='sealed_next',
            field=models.BinaryField(null=True),
        ),
    ]
