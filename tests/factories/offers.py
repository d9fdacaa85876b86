"""Published offers, present in the table that matching reads."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import factory
from django.db import transaction

from boussole.offers import reach
from boussole.offers.actions.publishing import content_of_row, record_published, write_on_row
from boussole.offers.criteria import criterion_from
from boussole.offers.models import Criterion, Offer
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import CategoryFactory, ThemeFactory


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer shown today to everybody in its zone.

    `criteria={"age": {"from": 16, "to": 25}, "statut": {"only": ["lycee"]}}` is written as in a bundle.
    """

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"offre-{n}")
    structure = factory.SubFactory(StructureFactory)
    theme = factory.SubFactory(ThemeFactory)
    category = factory.SubFactory(CategoryFactory, theme=factory.SelfAttribute("..theme"))
    title = factory.Sequence(lambda n: f"Préparer ton entretien, séance {n}")
    summary = "Tu répètes ton entretien avec une personne qui connaît les questions."
    description = "On joue la scène pour de vrai.\n\nTu peux revenir autant de fois que tu veux."
    promised_days = 2
    contact_emails = factory.LazyAttribute(lambda offer: [f"accueil.{offer.code}@example.org"])
    phone = "01 99 00 42 01"
    status = Offer.Status.PUBLISHED
    published_at = NOW

    @classmethod
    def _create(cls, model_class: type[Offer], *args: Any, **fields: Any) -> Offer:
        criteria: Mapping[str, Any] = fields.pop("criteria", {})
        with transaction.atomic():
            offer = super()._create(model_class, *args, **fields)
            for question, entry in criteria.items():
                value = criterion_from(question, entry)
                Criterion.objects.create(
                    offer=offer,
                    question=question,
                    kind=value.kind.value,
                    accepted=sorted(value.accepted),
                    minimum=value.minimum,
                    maximum=value.maximum,
                )
            reach.refresh([offer])
            if offer.status != Offer.Status.DRAFT:
                record_published(offer, content_of_row(offer), by=None, now=NOW)
        return offer


def offer_that_makes_every_question_worth_asking() -> Offer:
    """For people of 98 or 99, so that it is in nobody's results; what decides nothing would not be asked."""
    return OfferFactory(
        code="pour-toutes-les-questions",
        criteria={
            "age": {"from": 98, "to": 99},
            "statut": {"only": ["recherche"]},
            "cherche": {"only": ["emploi"]},
            "permis": {"only": ["oui"]},
            "ressources": {"from": 0, "to": 900},
            "handicap": {"only": ["oui"]},
        },
    )


def say_on_line(offer: Offer, **parts: Any) -> Offer:
    """What an offer says from now on: the text it had stays in its history."""
    with transaction.atomic():
        content = replace(content_of_row(offer), **parts)
        record_published(offer, content, by=None, now=NOW)
        write_on_row(offer, content)
    return offer
