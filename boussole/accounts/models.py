"""Professionals and their mandates. Young people have no account, ever."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from boussole.territories.models import Territory


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail, whatever its capitals."""

    def get_by_natural_key(self, email: str) -> User:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create a professional; without a password, only an invitation can open the account."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A professional: one account, any number of mandates."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse e-mail", max_length=254, unique=True)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    job_title = models.CharField("fonction", max_length=120, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    is_active = models.BooleanField("compte actif", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    # Part of what proves a session: one more, and every session open so far is over.
    session_generation = models.PositiveIntegerField("génération des sessions", default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = "professionnel"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_capitals"),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"  # never a name: this ends in logs

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_open(self) -> bool:
        """Whether somebody has chosen a password: before, only an invitation opens the account."""
        return self.has_usable_password()

    def end_sessions(self) -> None:
        """Close every session open so far, wherever it is; the caller saves."""
        self.session_generation += 1

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares it at each request, with the current key and with those of SECRET_KEY_FALLBACKS.
        proof = f"{self.password}:{self.session_generation}"
        salt = "boussole.accounts.models.User.session"
        return salted_hmac(salt, proof, secret=secret, algorithm="sha256").hexdigest()


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date) -> MandateQuerySet:
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Mandate(models.Model):
    """What a person may do on a territory, a region or the country, between two dates."""

    class Role(models.TextChoices):
        ANIMATOR = "ANIMATOR", "Animation territoriale"
        REGIONAL = "REGIONAL", "Référence régionale"
        NATIONAL = "NATIONAL", "Équipe nationale"
        OBSERVER = "OBSERVER", "Observation"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField("rôle", max_length=10, choices=Role)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    region = models.CharField("code de la région", max_length=3, blank=True)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="ANIMATOR") | Q(territory__isnull=False),
                name="mandate_of_an_animator_has_a_territory",
                violation_error_message="Un mandat d’animation porte sur un territoire.",
            ),
            models.CheckConstraint(
                condition=~Q(role="REGIONAL") | ~Q(region=""),
                name="mandate_of_a_regional_lead_has_a_region",
                violation_error_message="Un mandat régional porte sur une région.",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        """The ones whose link still works at this moment."""
        return self.filter(accepted_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """A single-use link by which a person opens the account that was prepared for them.

    The link itself is kept nowhere: only its hash is, so that a stolen copy of the table opens nothing.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    link: str  # not a column: only the row that `actions.invite` returns has it

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether the link still works at this moment."""
        return self.accepted_at is None and now < self.expires_at


class Throttle(models.Model):
    """How often somebody failed lately: one row per account, per known device, per network.

    The key is a keyed hash: neither the e-mail nor the address of the network is kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "frein"
        indexes = [models.Index(fields=["last_at"], name="throttle_by_moment")]

    def __str__(self) -> str:
        return f"throttle {self.key[:8]}"
