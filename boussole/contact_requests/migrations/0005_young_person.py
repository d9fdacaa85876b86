"""What the young person says, and the doors to their page."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

# What the young person said cannot be rewritten, like the log of the professionals (guarantees.md T28). How a
# contradiction was settled is written once; then its text may be emptied (anonymisation), and its author leave.
PROTECT_WORDS = """
CREATE FUNCTION contact_requests_keep_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A word is never deleted.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.contact_request_id, NEW.kind, NEW.at, NEW.day)
     IS DISTINCT FROM (OLD.id, OLD.contact_request_id, OLD.kind, OLD.at, OLD.day)
     OR (OLD.settled_at IS NOT NULL AND (
       NEW.settled_at IS DISTINCT FROM OLD.settled_at
       OR NEW.settled_note NOT IN (OLD.settled_note, '')
       OR (NEW.settled_by_id IS NOT NULL AND NEW.settled_by_id IS DISTINCT FROM OLD.settled_by_id))) THEN
    RAISE EXCEPTION 'A word is never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contact_requests_word_append_only BEFORE UPDATE OR DELETE ON contact_requests_youngpersonword
  FOR EACH ROW EXECUTE FUNCTION contact_requests_keep_word();
"""
RELEASE_WORDS = """
DROP TRIGGER contact_requests_word_append_only ON contact_requests_youngpersonword;
DROP FUNCTION contact_requests_keep_word;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contact_requests", "0004_redirections"),
        ("offers", "0001_initial"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='YoungPersonWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CONTACTED', 'On m’a contacté'), ('NOT_CONTACTED', 'Personne ne m’a contacté'), ('NUDGE', 'Relance')], max_length=14, verbose_name='nature')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('day', models.DateField(verbose_name='jour, là où vit la personne')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglée le')),
                ('settled_note', models.CharField(blank=True, max_length=300, verbose_name='explication')),
                ('contact_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='contact_requests.contactrequest')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'parole de la personne',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('contact_request', 'kind', 'day'), name='word_once_a_day_per_kind')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('helped', models.CharField(choices=[('YES', 'Oui'), ('PARTLY', 'Un peu'), ('NO', 'Non')], max_length=6, verbose_name='cela a aidé')),
                ('score', models.PositiveSmallIntegerField(verbose_name='note de 1 à 5')),
                ('word', models.CharField(blank=True, max_length=500, verbose_name='un mot')),
                ('given_at', models.DateTimeField(verbose_name='donné le')),
                ('contact_request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='opinion', to='contact_requests.contactrequest')),
            ],
            options={
                'verbose_name': 'avis',
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='opinion_from_1_to_5', violation_error_message='La note va de 1 à 5.')],
            },
        ),
        migrations.CreateModel(
            name='CoordinatesLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='raison')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='contact_requests.contactrequest')),
            ],
            options={
                'verbose_name': 'consultation de coordonnées',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AccessCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('contact', models.CharField(max_length=64)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('code_hash', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'code d’accès',
                'indexes': [models.Index(fields=['contact'], name='access_code_by_contact')],
            },
        ),
        migrations.CreateModel(
            name='BlockedContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('blocked_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'contact protégé',
            },
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='filing_by_phone'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(django.db.models.functions.text.Upper('email'), condition=models.Q(('email', ''), _negated=True), name='filing_by_email'),
        ),
        migrations.RunSQL(PROTECT_WORDS, RELEASE_WORDS),
    ]
