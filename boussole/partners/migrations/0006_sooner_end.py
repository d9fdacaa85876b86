import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0005_spelling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='charteragreement',
            name='sooner_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='charteragreement',
            name='sooner_from',
            field=models.CharField(blank=True, choices=[('STRUCTURE', 'La structure'), ('ANIMATION', 'L’animation territoriale')], default='', max_length=9, verbose_name='proposée par'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='charteragreement',
            name='sooner_on',
            field=models.DateField(blank=True, null=True, verbose_name='fin plus proche proposée'),
        ),
        migrations.AddConstraint(
            model_name='charteragreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sooner_from', ''), ('sooner_on__isnull', True)), models.Q(('ends_on__isnull', False), ('sooner_from__in', ['STRUCTURE', 'ANIMATION']), ('sooner_on__lte', models.F('ends_on'))), _connector='OR'), name='charter_sooner_than_its_end'),
        ),
    ]
