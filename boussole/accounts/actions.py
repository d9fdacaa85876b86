"""What happens to an account, from the day it is prepared to the day it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction

from boussole.accounts import emails, leaving, policies, second_factor, throttling
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import Invitation, Mandate, User
from boussole.accounts.tokens import ResetTokens, hashed, new_invitation_token
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.links import absolute
from boussole.core.moves import MoveRefused
from boussole.mail import outbox
from boussole.territories.models import Territory

INVITATION_LIFE = timedelta(days=7)  # guarantees.md G15


class AlreadyKnown(MoveRefused):
    """There is an account at this address already."""


class InvitationClosed(MoveRefused):
    """The link was used, replaced by a newer one, or is too old."""


# --- Opening an account -----------------------------------------------------------------------------
@transaction.atomic
def prepare_account(
    email: str,
    *,
    first_name: str,
    last_name: str,
    job_title: str = "",
    phone: str = "",
    by: User | None,
    now: datetime,
) -> User:
    """An account that nobody can open yet: only an invitation will.

    :raises AlreadyKnown: when this address has an account
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnown("Il existe déjà un compte à cette adresse e-mail.")
    user = User.objects.create_user(
        email, first_name=first_name, last_name=last_name, job_title=job_title, phone=phone
    )
    trail.record(Account.PREPARED, by=by, on=user, at=now)
    return user


@transaction.atomic
def give_mandate(
    user: User,
    *,
    role: Mandate.Role,
    territory: Territory | None = None,
    region: str = "",
    by: User | None,
    now: datetime,
) -> Mandate:
    """Let a person act on a territory, a region or the country, from today.

    :raises ValidationError: when the role and its scope do not go together
    """
    mandate = Mandate(user=user, role=role, territory=territory, region=region, starts_on=now.date())
    mandate.full_clean()
    mandate.save()
    trail.record(
        Account.MANDATE_GIVEN,
        by=by,
        on=user,
        at=now,
        role=role,
        territory=territory.code if territory else None,
        region=region,
    )
    return mandate


@transaction.atomic
def invite(user: User, *, by: User | None, now: datetime) -> Invitation:
    """Send the link that opens this account; a link sent before opens nothing any more.

    The row has the link in its attribute `link`, here only: what is stored cannot give it back.

    :raises NotAllowed: when the account is already open, or disabled
    """
    user = locked(user)
    policies.can_be_invited(user).require()
    _close_invitations(user, now=now)
    token = new_invitation_token()
    invitation = Invitation.objects.create(
        user=user,
        token_hash=hashed(token),
        invited_by=by,
        sent_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    invitation.link = absolute("account_invitation_link", token)
    trail.record(Account.INVITED, by=by, on=user, at=now, invitation=invitation.pk)
    emails.invite(invitation, invitation.link, now=now)
    return invitation


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, first_name: str, last_name: str, password: str, now: datetime
) -> User:
    """The invited person opens their account; the link is spent.

    :raises InvitationClosed: when somebody was faster, or the link too old
    """
    invitation = locked(invitation)
    user = locked(invitation.user)
    if not (invitation.is_open(now) and policies.can_be_invited(user)):
        raise InvitationClosed("Ce lien d’invitation ne fonctionne plus.")
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "password"])
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    outbox.erase(about=invitation, now=now)  # the message holds the link
    trail.record(Account.INVITATION_ACCEPTED, by=user, on=user, at=now, invitation=invitation.pk)
    return user


# --- The password -----------------------------------------------------------------------------------
def send_reset_link(email: str, *, now: datetime) -> None:
    """Send the link that lets a person choose a new password, if an open account has this address.

    Nobody can tell from outside: for an unknown address the same rows are written, then taken back.
    """
    user = User.objects.active().filter(email=email).first()
    known = user is not None and user.is_open
    addressee = user if known else User(pk=0, email=email)
    with transaction.atomic():
        before = transaction.savepoint()
        link = absolute(
            "account_reset_password_from_key",
            uidb36=user_pk_to_url_str(addressee),
            key=ResetTokens().make_token(addressee),
        )
        try:
            emails.send_reset_link(addressee, link, now=now)
        except outbox.NotAnAddress:
            known = False
        trail.record(Account.RESET_ASKED, by=None, on=addressee, at=now)
        if known:
            transaction.savepoint_commit(before)
        else:
            transaction.savepoint_rollback(before)


@transaction.atomic
def change_password(user: User, password: str, *, now: datetime) -> User:
    """A new password, chosen by the person themselves: every session open with the former one is over."""
    user = locked(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    # They have proved who they are: failures that somebody else piled up no longer lock them out.
    throttling.forget(throttling.PASSWORD, user.email)
    trail.record(Account.PASSWORD_CHANGED, by=user, on=user, at=now)
    emails.tell_what_changed(user, "Le mot de passe de votre compte a été changé", now=now)
    return user


# --- The second factor ------------------------------------------------------------------------------
def prove_second_factor(user: User, code: str, *, now: datetime) -> Authenticator | None:
    """The factor that this code proves, now spent; None for a wrong code, which is counted.

    :raises throttling.Refused: after too many wrong codes
    """
    # Outside any transaction: a wrong code stays counted whatever happens next.
    throttling.count_try(throttling.SECOND_FACTOR, str(user.pk), now=now)
    with transaction.atomic():
        factor = second_factor.use_code(user, code)
        if factor is None:
            trail.record(Account.SECOND_FACTOR_FAILED, by=None, on=user, at=now)
            return None
        throttling.forget(throttling.SECOND_FACTOR, str(user.pk))
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            trail.record(Account.RECOVERY_CODE_USED, by=user, on=user, at=now)
            emails.tell_what_changed(user, "Un code de secours a servi à ouvrir votre compte", now=now)
        return factor


@transaction.atomic
def enrol_second_factor(user: User, secret: str, *, period: int, now: datetime) -> User:
    """The application that gave the code of this half-minute becomes the person's second factor.

    It replaces any former one; recovery codes are renewed, and every session open so far is over.
    """
    user = locked(user)
    replaces = second_factor.has_factor(user)
    second_factor.keep_application(user, secret, period=period)
    second_factor.renew_recovery_codes(user)
    user.end_sessions()
    user.save(update_fields=["session_generation"])
    trail.record(Account.SECOND_FACTOR_ENROLLED, by=user, on=user, at=now, replaces=replaces)
    emails.tell_what_changed(user, "La double authentification de votre compte a été réglée", now=now)
    return user


@transaction.atomic
def renew_recovery_codes(user: User, *, now: datetime) -> None:
    """Ten new recovery codes; the former ones open nothing any more."""
    user = locked(user)
    second_factor.renew_recovery_codes(user)
    trail.record(Account.RECOVERY_CODES_RENEWED, by=user, on=user, at=now)
    emails.tell_what_changed(user, "De nouveaux codes de secours ont été créés pour votre compte", now=now)


@transaction.atomic
def remove_second_factor(user: User, *, by: User | None, now: datetime) -> User:
    """For somebody who lost both the phone and the codes, once we know by voice that it is them.

    Never by e-mail alone (guarantees.md R11): the next sign-in asks the password, then sets up a new factor.
    """
    user = locked(user)
    second_factor.remove(user)
    user.end_sessions()
    user.save(update_fields=["session_generation"])
    trail.record(Account.SECOND_FACTOR_REMOVED, by=by, on=user, at=now)
    emails.tell_what_changed(user, "La double authentification de votre compte a été retirée", now=now)
    return user


# --- Life of the account ----------------------------------------------------------------------------
@transaction.atomic
def update_profile(
    user: User, *, first_name: str, last_name: str, job_title: str, phone: str, now: datetime
) -> User:
    """What colleagues and young people read about this person. The address is not theirs to change."""
    user = locked(user)
    user.first_name, user.last_name, user.job_title, user.phone = first_name, last_name, job_title, phone
    user.save(update_fields=["first_name", "last_name", "job_title", "phone"])
    trail.record(Account.PROFILE_CHANGED, by=user, on=user, at=now)
    return user


@transaction.atomic
def end_sessions(user: User, *, by: User | None, now: datetime) -> User:
    """Close every session of this account, wherever it is open."""
    user = locked(user)
    user.end_sessions()
    user.save(update_fields=["session_generation"])
    trail.record(Account.SESSIONS_ENDED, by=by, on=user, at=now)
    return user


@transaction.atomic
def disable(user: User, *, by: User | None, now: datetime) -> User:
    """Close the account at once: sessions, invitations, links, and whatever other modules registered.

    :raises NotAllowed: for one's own account, or one that is closed already
    """
    user = locked(user)
    policies.can_be_disabled(user, by).require()
    user.is_active, user.disabled_at = False, now
    user.end_sessions()
    user.save(update_fields=["is_active", "disabled_at", "session_generation"])
    _close_invitations(user, now=now)
    outbox.cancel(about=user, now=now)
    leaving.stop_everything(user, now)
    trail.record(Account.DISABLED, by=by, on=user, at=now)
    return user


@transaction.atomic
def reopen(user: User, *, by: User | None, now: datetime) -> User:
    """Let a person come back: the account is ready again, and a new invitation opens it.

    Neither the former password nor the former second factor come back with it.

    :raises MoveRefused: when the account is not closed
    """
    user = locked(user)
    if user.is_active:
        raise MoveRefused("Ce compte n’est pas désactivé.")
    user.is_active, user.disabled_at = True, None
    user.set_unusable_password()
    user.save(update_fields=["is_active", "disabled_at", "password"])
    second_factor.remove(user)
    trail.record(Account.REOPENED, by=by, on=user, at=now)
    return user


def _close_invitations(user: User, *, now: datetime) -> None:
    for invitation in user.invitations.open(now):
        invitation.expires_at = now
        invitation.save(update_fields=["expires_at"])
        outbox.erase(about=invitation, now=now)
