"""Charters that four people have signed, for what comes after the last signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from boussole.partners.charters.fields import hash_of
from boussole.partners.charters.wording import gesture_of
from boussole.partners.models import CharterAgreement, Signatory, Structure
from tests.factories import NOW
from tests.factories.partners import CharterFactory, StructureFactory
from tests.factories.territories import TerritoryFactory

TITLE = "Charte de partenariat"
WORDS = """La structure et l’animation s’engagent ensemble envers les jeunes.

**Article 1. Rappeler**

La structure :

- rappelle chaque jeune avant la date promise ;
- dit pourquoi quand elle ne peut pas répondre.

**Article 2. Durée**

La charte dure un an. Elle est renouvelée d’elle-même."""
PEOPLE = {
    Signatory.Role.REPRESENTATIVE: ("Nora Œuvrard", "présidente"),
    Signatory.Role.REFERENT: ("Yanis Belkacem", "conseiller"),
    Signatory.Role.DIRECTOR: ("Claire d’Arc", "directrice"),
    Signatory.Role.ANIMATOR: ("Ève Żak", "animatrice"),
}


def signed_charter(structure: Structure | None = None, **fields: Any) -> CharterAgreement:
    """In force, signed by four people one hour apart, its document not made yet."""
    structure = structure or StructureFactory(charter=None, name="Le Phare")
    given = {"territory": None, "words": WORDS, "signed_on": NOW.date()} | fields
    if given["territory"] is None:
        given["territory"] = TerritoryFactory()
    agreement: CharterAgreement = CharterFactory(
        structure=structure, title=TITLE, words_hash=hash_of(TITLE, given["words"]), **given
    )
    for hours, (role, (name, function)) in enumerate(PEOPLE.items()):
        at = NOW + timedelta(hours=hours)
        agreement.signatories.create(
            role=role,
            name=name,
            function=function,
            email=f"{role.lower()}@example.org",
            signed_at=at,
            proved_at=at - timedelta(minutes=2),
            proof=Signatory.Proof.MAILBOX,
            gesture=gesture_of(function, structure.name),
            words_hash=agreement.words_hash,
        )
    return agreement
