"""Names are found whatever their accents (unaccent) and despite a mistake (pg_trgm)."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_network"),
    ]

    # Both are trusted extensions: the owner of the database may create them, no superuser is needed.
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
    ]
