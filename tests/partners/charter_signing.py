"""A charter and its four people, for the tests of charters: no pages, the gestures themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from boussole.accounts.models import User
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import charters
from boussole.partners.actions.charters import Person
from boussole.partners.models import CharterAgreement, CharterText, Referent, Signatory, Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory

DAY = NOW.date()
BODY = "{structure} et {organisme} s’engagent.\n\nFait le {date}."


@dataclass
class Office:
    """A structure, its animator, and the charter between them."""

    territory: Territory
    claire: User
    structure: Structure
    manager: User
    text: CharterText

    def prepared(self) -> CharterAgreement:
        return charters.prepare(self.structure, self.territory, by=self.claire, day=DAY, now=NOW)

    def sent(self, now: datetime = NOW) -> CharterAgreement:
        """Sent to four people who have no account but Claire: each reads their own mailbox."""
        agreement = self.prepared()
        for signatory in agreement.signatories.exclude(role="ANIMATOR"):
            person = Person(
                f"Prénom {signatory.role.title()}", "Fonction", f"{signatory.role.lower()}@example.org"
            )
            charters.change_signatory(signatory, person, by=self.claire, day=DAY, now=NOW)
        return charters.send(agreement, by=self.claire, day=now.date(), now=now)

    def signatory(self, role: str) -> Signatory:
        rows = Signatory.objects.select_related("agreement__structure", "agreement__territory", "user")
        return rows.filter(role=role).latest("pk")

    def sign(self, role: str, now: datetime = NOW) -> CharterAgreement:
        """The gesture of one of them, proved as it must be."""
        signatory = self.signatory(role)
        by = signatory.user
        if by is None:
            charters.ask_code(signatory, now=now)
            assert charters.try_code(signatory, code_sent_to(signatory.email), now=now).is_right
        proof = Signatory.Proof.ACCOUNT if by else Signatory.Proof.MAILBOX
        return charters.sign(
            signatory, proof=proof, words_hash=signatory.agreement.words_hash, by=by, now=now
        )

    def signed(self, now: datetime = NOW) -> CharterAgreement:
        """In force: the four have signed."""
        agreement = self.sent(now)
        for role in Signatory.Role.values:
            self.sign(role, now)
        return CharterAgreement.objects.get(pk=agreement.pk)


def office(**structure: object) -> Office:
    territory = TerritoryFactory(director_email="direction@example.org")
    claire = MandateFactory(
        territory=territory, user__first_name="Claire", user__last_name="Morel", user__job_title="Animatrice"
    ).user
    place = StructureFactory(**{"name": "La Fabrique", "charter": None, **structure})
    manager = ReferentFactory(structure=place, role=Referent.Role.MANAGER).user
    text = CharterText.objects.create(
        territory=None, number=1, title="Charte", body=BODY, status="PUBLISHED", written_at=NOW
    )
    return Office(territory, claire, place, manager, text)


def mails(name: str) -> list[str]:
    """To whom this message was written, in order of address."""
    rows = OutgoingMessage.objects.filter(template__endswith=f"/{name}")
    return sorted(rows.values_list("to_address", flat=True))


def code_sent_to(email: str) -> str:
    """The digits of the only code that may still be typed: the former ones are erased."""
    body = OutgoingMessage.objects.get(template__endswith="/charter_code", to_address=email).body
    found = re.search(r"^(\d{3}).(\d{3})$", body, re.M)
    assert found, body
    return found[1] + found[2]


def token_sent_to(email: str) -> str:
    rows = OutgoingMessage.objects.filter(to_address=email, body__contains="/extranet/signature/")
    found = re.search(r"/extranet/signature/([\w-]+)/", rows.latest("created_at", "pk").body)
    assert found
    return found[1]
