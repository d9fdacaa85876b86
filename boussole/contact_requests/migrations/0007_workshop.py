"""What professionals arrange for their own work."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact_requests", "0006_action_links"),
        ("offers", "0001_initial"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('query', models.CharField(max_length=400, verbose_name='filtres')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'filtre enregistré',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='saved_filter_once_per_name', violation_error_message='Vous avez déjà un filtre de ce nom.')],
            },
        ),
        migrations.CreateModel(
            name='DailyDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.PositiveSmallIntegerField(blank=True, default=8, null=True, verbose_name='heure')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='dernier jour traité')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='daily_digest', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'résumé quotidien',
                'constraints': [models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='daily_digest_at_an_hour', violation_error_message='L’heure va de 0 à 23.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'agenda abonné',
            },
        ),
        migrations.CreateModel(
            name='ReadyAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='titre')),
                ('text', models.TextField(max_length=2000, verbose_name='texte')),
                ('updated_at', models.DateTimeField(verbose_name='modifiée le')),
                ('structure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ready_answers', to='partners.structure')),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'réponse prête',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('structure', 'title'), name='ready_answer_once_per_title', violation_error_message='Une réponse de ce titre existe déjà.')],
            },
        ),
    ]
