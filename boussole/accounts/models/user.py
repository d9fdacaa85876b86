"""A professional: one account. Young people have none, ever."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from boussole.core import clock


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
    created_at = models.DateTimeField(default=clock.now)
    disabled_at = models.DateTimeField(null=True, blank=True)
    # Part of what proves a session: one more, and every session open so far is over.
    session_generation = models.PositiveIntegerField("génération des sessions", default=0)
    # Where the person last chose to work: « structure:<code> », « territory:<code> », « region:<code> », « country ».
    workplace = models.CharField("poste de travail", max_length=100, blank=True)
    # Told that an account nobody opens will be closed (product.md 5.7: two years, told 30 days before).
    told_of_closing_at = models.DateTimeField(null=True, blank=True)

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares it at each request, with the current key and with those of SECRET_KEY_FALLBACKS.
        proof = f"{self.password}:{self.session_generation}"
        salt = "boussole.accounts.models.User.session"
        return salted_hmac(salt, proof, secret=secret, algorithm="sha256").hexdigest()
