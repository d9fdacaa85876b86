"""Requests that pass, or may pass, from one structure to another, in each of their states."""

from __future__ import annotations

from django.db.models import F

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from tests.factories.partners import ReferentFactory
from tests.factories.redirections import propose
from tests.pages.world.loire import World, ago
from tests.pages.world.requests import filed

ASKED, RECEIVER = "preparer-entretien", "cv-et-lettre"  # of the busy structure, of another one
DIAGNOSIS = (
    "Veut travailler dans le soin, sans savoir quelle formation choisir. A besoin d’un CV avant la fin du mois, "
    "pour un forum. Se déplace en tram."
)


def add_redirections(world: World) -> dict[str, str]:
    """Nadia hands requests over; somebody at the other structure answers, and sends one to hers. Their addresses."""
    nadia = world.users["referent"]
    target = Offer.objects.get(code=RECEIVER)
    receiver = ReferentFactory(structure=target.structure, user__first_name="Karim").user
    world.users["receiver"] = receiver

    def hand_over(name: str, first_name: str, **changes: object) -> Redirection:
        row = world.requests[name] = _asked(ASKED, first_name)
        actions.take_up(row, by=nadia, now=ago(hours=30))
        fields = {"shared_fields": ["situation/statut", "situation/handicap"], **changes}
        return propose(row, to_offer=target, by=nadia, diagnosis=DIAGNOSIS, now=ago(hours=20), **fields)

    asked = hand_over("waiting for an agreement", "Chloé", agreement="ASKED")
    proposed = hand_over("proposed", "Sofiane")
    declined = hand_over("declined", "Maëlle")
    actions.decline(
        declined, reason="NO_ROOM", note="Complet jusqu’à la mi-décembre.", by=receiver, now=ago(hours=3)
    )
    accepted = hand_over("passed on", "Yanis", shared_fields=["situation/statut"])
    actions.add_note(
        accepted.contact_request, text="Préfère le matin.", visibility="SHARED", by=nadia, now=ago(hours=19)
    )
    actions.accept(accepted, by=receiver, now=ago(hours=2))
    outside = world.requests["gone outside"] = _asked(ASKED, "Jade")
    actions.orient_outside(
        outside,
        name="Point d’accès au droit de Saint-Étienne",
        contact="01 99 00 42 77, le mardi de 9 h à 12 h, sans rendez-vous",
        reason="OTHER_NEED",
        diagnosis="",
        by=nadia,
        now=ago(hours=4),
    )
    world.requests["taken over"] = _taken_over(world, receiver)
    world.filings |= {
        "asked to agree": asked.contact_request.filing,
        "passed on": accepted.contact_request.filing,
        "outside": outside.filing,
    }
    sent = {"status": "SENT", "sent_at": F("created_at"), "closed_at": F("created_at")}
    OutgoingMessage.objects.waiting().update(**sent)
    return {
        "redirect": f"/extranet/demandes/{world.requests['mine'].public_id}/reorientation/",
        "agreement": f"/suivi/reorientation/{asked.public_id}/",
        **{
            f"redirection {name}": f"/extranet/reorientations/{row.public_id}/"
            for name, row in (("proposed", proposed), ("accepted", accepted), ("declined", declined))
        },
    }


def _taken_over(world: World, sender: object) -> ContactRequest:
    """One that Nadia has taken over, with a note that came with it."""
    row = _asked(RECEIVER, "Lucas")
    actions.take_up(row, by=sender, now=ago(hours=30))
    actions.log_attempt(
        row,
        kind="CALL",
        result="REACHED",
        text="A surtout besoin de répéter son entretien de jeudi.",
        next_step="La Mission locale le rappelle.",
        by=sender,
        now=ago(hours=29),
    )
    target = Offer.objects.get(code=ASKED)
    redirection = propose(row, to_offer=target, by=sender, reason="BETTER_PLACED", now=ago(hours=28))
    successor = actions.accept(redirection, by=world.users["referent"], now=ago(hours=5)).successor
    assert successor is not None
    return successor


def _asked(code: str, first_name: str) -> ContactRequest:
    number = ContactRequest.objects.count()
    reachable = {"phone": f"+3363998{5600 + number}", "email": f"{first_name.lower()}@example.org"}
    filing = filed(code, now=ago(hours=32), first_name=first_name, **reachable)
    return filing.contact_requests.select_related("filing").get()
