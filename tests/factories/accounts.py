"""Professionals, their mandates, their second factor."""

import time
from datetime import date
from typing import Any

import factory

from boussole.accounts import actions, second_factor
from boussole.accounts.models import Mandate, User
from tests.factories import NOW
from tests.factories.territories import TerritoryFactory

PASSWORD = "une boussole pour chacun et chacune"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # the key of every application in tests


class UserFactory(factory.django.DjangoModelFactory):
    """A professional whose password is `PASSWORD`; `password=None` leaves the account to be opened."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"professionnel.{n}@example.org")
    first_name = "Nadia"
    last_name = factory.Sequence(lambda n: f"Belkacem-{n}")
    job_title = "Conseillère"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(password=fields.pop("password", PASSWORD), **fields)

    @classmethod
    def with_second_factor(cls, **fields: Any) -> User:
        """A professional whose application has the key `SECRET`: `code()` says what it shows."""
        user = cls(**fields)
        return actions.enrol_second_factor(user, SECRET, period=0, now=NOW)


class MandateFactory(factory.django.DjangoModelFactory):
    """An animator of the Loire."""

    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    role = Mandate.Role.ANIMATOR
    territory = factory.SubFactory(TerritoryFactory)
    starts_on = date(2026, 1, 1)


def code(*, periods_ahead: int = 0) -> str:
    """What the application shows now; a later one when the present one is spent."""
    return second_factor.code_at(SECRET, time.time() + periods_ahead * second_factor.PERIOD)
