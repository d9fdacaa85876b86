"""Structures whose charter is in force, and the people who answer for them."""

from datetime import date
from typing import Any

import factory

from boussole.accounts.models import User
from boussole.partners.models import CharterAgreement, Referent, Structure
from tests.factories.accounts import PASSWORD, MandateFactory, UserFactory
from tests.factories.territories import SAINT_ETIENNE

__all__ = [
    "PASSWORD",
    "CharterFactory",
    "MandateFactory",
    "ReferentFactory",
    "StructureFactory",
    "UserFactory",
]


class CharterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CharterAgreement

    status = CharterAgreement.Status.IN_FORCE
    signed_on = date(2026, 1, 13)


class StructureFactory(factory.django.DjangoModelFactory):
    """A partner in the Loire with its charter in force; `charter=None` leaves it without one."""

    class Meta:
        model = Structure
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"structure-{n}")
    name = factory.Sequence(lambda n: f"Le Phare numéro {n}")
    kind = "mission-locale"
    address = "3 rue du Compas"
    postcode = "42000"
    commune = SAINT_ETIENNE
    phone = "01 99 00 42 10"
    email = factory.LazyAttribute(lambda structure: f"{structure.code}@example.org")
    opening_hours = "du lundi au vendredi, de 9 h à 17 h"
    areas = ["departement:42"]
    charter = factory.RelatedFactory(CharterFactory, factory_related_name="structure")

    @classmethod
    def with_referent(cls, **fields: Any) -> tuple[Structure, User]:
        """A structure and the one person who answers for it."""
        structure = cls(**fields)
        return structure, ReferentFactory(structure=structure).user


class ReferentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referent

    structure = factory.SubFactory(StructureFactory)
    user = factory.SubFactory(UserFactory)
    role = Referent.Role.REFERENT
    starts_on = date(2026, 1, 13)
