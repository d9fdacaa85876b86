"""The ledger of reminders, and who took care of a request."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact_requests", "0002_append_only"),
        ("offers", "0001_initial"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24, verbose_name='nature')),
                ('day', models.DateField(verbose_name='jour')),
                ('at', models.DateTimeField(verbose_name='fait le')),
                ('messages', models.PositiveSmallIntegerField(default=0, verbose_name='messages écrits')),
                ('contact_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='contact_requests.contactrequest')),
            ],
            options={
                'verbose_name': 'rappel',
                'constraints': [models.UniqueConstraint(fields=('contact_request', 'kind', 'day'), name='reminder_once_per_kind_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('BY_COLLEAGUE', 'Confiée par une personne de la structure'), ('ABSENCE', 'Absence déclarée'), ('RETURN', 'Retour d’absence'), ('LEAVING', 'Départ de la personne'), ('BY_ANIMATOR', 'Débloquée par l’animation')], max_length=14, verbose_name='raison')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='contact_requests.contactrequest')),
                ('from_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'attribution',
                'ordering': ['at', 'pk'],
            },
        ),
    ]
