from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territories', '0003_director_email'),
    ]

    operations = [
        migrations.AddField(
            model_name='territory',
            name='closes_on',
            field=models.DateField(blank=True, null=True, verbose_name='dernier jour'),
        ),
    ]
