"""The derived table holds what orders the results. Dev only: folded into 0001 before the first release."""

from django.db import migrations, models

FILL = """
UPDATE offers_offerreach r SET category = lpad(c.position::text, 5, '0') || '/' || c.code,
  structure_key = o.structure_id, offer_key = o.id, is_full = o.is_full
FROM offers_offer o JOIN questionnaires_category c ON c.id = o.category_id WHERE o.id = r.offer_id
"""


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial"), ("questionnaires", "0001_initial")]
    operations = [
        migrations.RemoveIndex("offerreach", "offer_reach_match"),
        migrations.AddField("offerreach", "category", models.CharField(max_length=60, default=""), preserve_default=False),
        migrations.AddField("offerreach", "structure_key", models.IntegerField(default=0), preserve_default=False),
        migrations.AddField("offerreach", "offer_key", models.IntegerField(default=0), preserve_default=False),
        migrations.AddField("offerreach", "is_full", models.BooleanField(default=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "offerreach",
            models.Index(
                fields=["theme_id", "area"],
                include=["offer", "category", "structure_key", "offer_key", "is_full", "age_min", "age_max",
                         "starts_on", "ends_on", "rejected", "ranges"],
                name="offer_reach_match",
            ),
        ),
    ]
