"""A request handed over to another structure."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact_requests", "0003_promise_kept"),
        ("offers", "0001_initial"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outside_name', models.CharField(blank=True, max_length=160, verbose_name='organisme')),
                ('outside_contact', models.CharField(blank=True, max_length=300, verbose_name='comment le joindre')),
                ('reason', models.CharField(choices=[('NOT_OUR_AREA', 'N’habite pas notre secteur'), ('NOT_OUR_PUBLIC', 'Notre service ne lui correspond pas'), ('OTHER_NEED', 'Son besoin est un autre'), ('NO_ROOM', 'Nous n’avons plus de place'), ('BETTER_PLACED', 'Une autre structure est mieux placée'), ('NO_ANSWER', 'La structure n’a pas répondu')], max_length=16, verbose_name='raison')),
                ('diagnosis', models.TextField(max_length=1000, verbose_name='pré-diagnostic')),
                ('shared_fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('agreement', models.CharField(choices=[('TOLD', 'Donné de vive voix'), ('ASKED', 'Demandé sur la page de suivi')], max_length=5, verbose_name='accord')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='accord donné le')),
                ('status', models.CharField(choices=[('WAITING_AGREEMENT', 'Accord demandé à la personne'), ('LAPSED', 'Sans réponse de la personne'), ('REFUSED', 'Refusée par la personne'), ('PROPOSED', 'Proposée à la structure'), ('ACCEPTED', 'Acceptée'), ('DECLINED', 'Déclinée par la structure'), ('CANCELLED', 'Annulée'), ('ORIENTED', 'Orientée hors du réseau')], default='WAITING_AGREEMENT', max_length=18, verbose_name='état')),
                ('decline_reason', models.CharField(blank=True, choices=[('NOT_OUR_AREA', 'N’habite pas notre secteur'), ('NOT_OUR_PUBLIC', 'Notre service ne lui correspond pas'), ('NO_ROOM', 'Nous n’avons plus de place'), ('ALREADY_FOLLOWED', 'Nous suivons déjà cette personne'), ('OTHER', 'Autre raison')], max_length=16, verbose_name='raison du refus')),
                ('decline_note', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('at', models.DateTimeField(verbose_name='proposée le')),
                ('proposed_at', models.DateTimeField(blank=True, null=True, verbose_name='transmise à la structure le')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redirections', to='contact_requests.contactrequest')),
                ('successor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_by', to='contact_requests.contactrequest')),
                ('to_offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.offer')),
                ('to_structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirections', to='partners.structure')),
            ],
            options={
                'verbose_name': 'réorientation',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['WAITING_AGREEMENT', 'LAPSED', 'PROPOSED'])), fields=('contact_request',), name='redirection_one_under_way', violation_error_message='Une réorientation est déjà en cours pour cette demande.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['PROPOSED', 'ACCEPTED', 'DECLINED', 'ORIENTED']), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='redirection_only_with_agreement', violation_error_message='Une réorientation demande l’accord de la personne.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ACCEPTED'), ('successor__isnull', False)), models.Q(models.Q(('status', 'ACCEPTED'), _negated=True), ('successor__isnull', True)), _connector='OR'), name='redirection_accepted_has_a_successor'), models.CheckConstraint(condition=models.Q(models.Q(('to_offer__isnull', False), ('to_structure__isnull', False), ('outside_name', '')), models.Q(('to_offer__isnull', True), ('to_structure__isnull', True), models.Q(('outside_name', ''), _negated=True)), _connector='OR'), name='redirection_inside_or_outside')],
            },
        ),
    ]
