"""A contact that was typed through the link alone opens no more than the link did."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact_requests", "0007_workshop")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="unproved",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), blank=True, default=list, size=None
            ),
        ),
    ]
