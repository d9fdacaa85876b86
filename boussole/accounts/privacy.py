"""What we keep of professionals, of the links sent to them, of the failures at their door."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from boussole.accounts import actions, joining, second_factor
from boussole.accounts.inactivity import CLOSED_AFTER, to_close
from boussole.accounts.models import Invitation, Throttle, User, WorkSession
from boussole.accounts.passkeys import passkeys_of
from boussole.core import clock
from boussole.privacy.registry import Then, applies, declare, exports, not_personal, personal, rule

CLOSED = rule("accounts.closed", since="la fermeture du compte", then=Then.ANONYMISE, days=365)
INVITATION = rule("accounts.invitation", since="la fin de l’invitation", then=Then.DELETE, days=30)
SESSION = rule("accounts.session", since="la fin de la session", then=Then.DELETE, days=90)
THROTTLE = rule("accounts.throttle", since="le dernier essai", then=Then.DELETE, days=2)
UNUSED = rule("accounts.unused", since="la dernière connexion", then=Then.ANONYMISE, days=CLOSED_AFTER.days)

# What stands in place of the address of a closed account: no mail can leave for it.
NOWHERE = "compte.{pk}@ferme.invalid"

declare(
    "accounts.User",
    personal("email", "password", purpose="Se connecter", rule=CLOSED),
    personal("last_login", purpose="Fermer les comptes qui ne servent plus", rule=UNUSED),
    personal(
        "first_name",
        "last_name",
        "job_title",
        "phone",
        purpose="Savoir qui répond aux jeunes, et se joindre entre collègues",
        rule=CLOSED,
    ),
    personal("workplace", purpose="Rouvrir là où l’on travaillait", rule=CLOSED),
    not_personal(
        "id",
        "public_id",
        "is_active",
        "created_at",
        "disabled_at",
        "session_generation",
        "told_of_closing_at",
    ),
)
declare(
    "accounts.Mandate",
    personal(
        "user",
        "role",
        "territory",
        "region",
        "given_by",
        "end_asked_by",
        purpose="Savoir qui peut faire quoi, depuis quand, et par qui",
        rule=CLOSED,
    ),
    not_personal("id", "public_id", "starts_on", "ends_on", "invitation", "is_pending"),
)
declare(
    "accounts.Invitation",
    personal(
        "user", "invited_by", "cancelled_by", purpose="Ouvrir le compte, une seule fois", rule=INVITATION
    ),
    not_personal("id", "public_id", "sent_at", "expires_at", "accepted_at", "cancelled_at", "expiry_told_at"),
)
declare(
    "accounts.InvitationLink",
    personal("token_hash", purpose="Ouvrir l’invitation depuis chacun de ses messages", rule=INVITATION),
    not_personal("id", "invitation", "kind", "sent_at"),
)
declare(
    "accounts.WorkSession",
    personal(
        "user",
        "key_hash",
        "device",
        "factor",
        "opened_at",
        "last_seen_at",
        purpose="Voir où son compte est ouvert, et le fermer",
        rule=SESSION,
    ),
    not_personal("id", "public_id", "ended_at"),
)
declare(
    "accounts.ExternalIdentity",
    personal("user", "issuer", "sub", "last_used_at", purpose="Se connecter par ProConnect", rule=CLOSED),
    not_personal("id", "linked_at"),
)
declare(
    "accounts.Throttle",
    personal("key", purpose="Freiner qui devine, sans garder d’adresse en clair", rule=THROTTLE),
    not_personal("failures", "last_at", "closed_until"),
)


@applies(CLOSED)
def anonymise_closed_accounts(now: datetime, dry_run: bool) -> int:
    """The number of the account stays, so that the trace still holds together; nobody is behind it."""
    closed = User.objects.filter(disabled_at__lt=CLOSED.before(now)).exclude(email__endswith="@ferme.invalid")
    if dry_run:
        return closed.count()
    for user in closed:
        _anonymise(user)
    return len(closed)


@transaction.atomic
def _anonymise(user: User) -> None:
    user.email = NOWHERE.format(pk=user.pk)
    user.first_name = user.last_name = user.job_title = user.phone = user.workplace = ""
    user.last_login = None
    user.set_unusable_password()
    user.save()
    second_factor.remove(user)
    user.identities.all().delete()
    user.work_sessions.all().delete()


@applies(UNUSED)
def forget_unused_accounts(now: datetime, dry_run: bool) -> int:
    """Their owners were told a month ago: closed, with all that follows, and forgotten in the same breath."""
    if dry_run:
        return to_close(now).count()
    return sum(_forgotten(user, now) for user in list(to_close(now)))


@transaction.atomic
def _forgotten(user: User, now: datetime) -> bool:
    closed = actions.close_unused(user, now=now)
    if closed is None:
        return False  # they have just come back
    _anonymise(closed)
    return True


@applies(INVITATION)
def delete_old_invitations(now: datetime, dry_run: bool) -> int:
    """What they proposed and nobody accepted goes with them."""
    old = Invitation.objects.filter(expires_at__lt=INVITATION.before(now))
    if dry_run:
        return old.count()
    with transaction.atomic():
        for invitation in old.filter(accepted_at__isnull=True):
            for proposal in joining.waiting_in(invitation):
                proposal.kind.withdraw(proposal.row)
        return old.delete()[0]


@applies(SESSION)
def delete_old_sessions(now: datetime, dry_run: bool) -> int:
    """Those that were closed, and those that nobody has used since: they are over all the same."""
    # Sessions live in real time: the demo's clock must not sign its visitor out.
    over = SESSION.before(min(now, clock.real_now()))
    old = WorkSession.objects.filter(Q(ended_at__lt=over) | Q(last_seen_at__lt=over))
    return old.count() if dry_run else old.delete()[0]


@applies(THROTTLE)
def delete_old_throttles(now: datetime, dry_run: bool) -> int:
    old = Throttle.objects.filter(last_at__lt=THROTTLE.before(now))
    return old.count() if dry_run else old.delete()[0]


@exports("compte professionnel")
def account_of(contact: str) -> list[dict[str, object]]:
    """What the account of this person says."""
    users = User.objects.filter(email=contact.strip().lower())
    return [
        {
            "adresse e-mail": user.email,
            "prénom": user.first_name,
            "nom": user.last_name,
            "fonction": user.job_title,
            "téléphone": user.phone,
            "compte ouvert le": user.created_at,
            "dernière connexion": user.last_login,
            "application de codes": second_factor.has_application(user),
            "clés d’accès": [
                {"nom": each.name, "ajoutée le": each.added_at, "dernière fois": each.used_at}
                for each in passkeys_of(user)
            ],
            "connexions": [
                {
                    "appareil": each.device,
                    "preuve": each.get_factor_display(),
                    "ouverte le": each.opened_at,
                    "dernière activité": each.last_seen_at,
                    "fermée le": each.ended_at,
                }
                for each in user.work_sessions.order_by("pk")
            ],
            "ProConnect": [
                {
                    "fournisseur": each.issuer,
                    "identifiant": each.sub,
                    "relié le": each.linked_at,
                    "dernière fois": each.last_used_at,
                }
                for each in user.identities.order_by("pk")
            ],
            "invitations reçues": [
                {
                    "par": each.invited_by.full_name if each.invited_by else "",
                    "le": each.sent_at,
                    "acceptée le": each.accepted_at,
                    "annulée le": each.cancelled_at,
                }
                for each in user.invitations.select_related("invited_by").order_by("pk")
            ],
            "mandats": [
                {
                    "mandat": joining.mandate_in_words(each),
                    "du": each.starts_on,
                    "au": each.ends_on,
                    "attend une réponse": each.is_pending,
                }
                for each in user.mandates.select_related("territory").order_by("pk")
            ],
        }
        for user in users
    ]
