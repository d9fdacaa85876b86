"""What the counters keep, and the tables of the libraries that we use."""

from datetime import datetime

from django.contrib.sessions.models import Session

from boussole.core import clock
from boussole.privacy import limits
from boussole.privacy.models import Hits
from boussole.privacy.registry import (
    Then,
    applies,
    declare,
    declare_third_party,
    not_personal,
    personal,
    rule,
)

COUNTER = rule("privacy.counter", since="la fin de la période comptée", then=Then.DELETE, days=0)
SESSION = rule("privacy.session", since="la fin de la session (24 heures)", then=Then.DELETE, days=0)
ACCOUNT = rule("privacy.with_the_account", since="tant que le compte existe", then=Then.DELETE)
JOB = rule("privacy.job", since="au plus 7 jours après la fin de la tâche", then=Then.DELETE)

declare(
    "privacy.Hits",
    personal("fingerprint", purpose="Freiner les robots sans garder d’adresse en clair", rule=COUNTER),
    not_personal("id", "scope", "count", "ends_at"),
)

declare_third_party(
    "sessions.Session",
    holds="Numéro du compte connecté, moment de la connexion, message à afficher",
    rule=SESSION,
)
declare_third_party(
    "account.EmailAddress",
    "account.EmailConfirmation",
    holds="Adresse e-mail du professionnel, recopiée par la bibliothèque de connexion",
    rule=ACCOUNT,
)
declare_third_party(
    "mfa.Authenticator", holds="Secret du second facteur et codes de secours du professionnel", rule=ACCOUNT
)
declare_third_party(
    "procrastinate.ProcrastinateJob",
    "procrastinate.ProcrastinateEvent",
    "procrastinate.ProcrastinatePeriodicDefer",
    "procrastinate.ProcrastinateWorker",
    holds="Tâches à faire : des numéros et des codes, jamais un texte saisi",
    rule=JOB,
)
declare_third_party(
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
    "dsfr.DsfrConfig",
    "dsfr.DsfrSocialMedia",
    holds="Rien sur personne : listes et réglages des bibliothèques",
)


@applies(COUNTER)
def purge_counters(now: datetime, dry_run: bool) -> int:
    return Hits.objects.filter(ends_at__lte=now).count() if dry_run else limits.purge(now)


@applies(SESSION)
def purge_sessions(now: datetime, dry_run: bool) -> int:
    # Sessions end in real time: the demo's clock must not sign its visitor out.
    over = Session.objects.filter(expire_date__lt=min(now, clock.real_now()))
    return over.count() if dry_run else over.delete()[0]
