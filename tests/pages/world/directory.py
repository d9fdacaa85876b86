"""What partners show of themselves, a mistake that somebody saw, and what the animation writes to everybody."""

from __future__ import annotations

from datetime import timedelta

from boussole.animation import actions as animation
from boussole.animation import unsubscribing
from boussole.animation.actions import Selection, Words
from boussole.animation.audience import audience_of
from boussole.mail.models import OutgoingMessage
from boussole.partners import actions
from boussole.partners.actions import Said
from boussole.partners.models import Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.pages.world.loire import BUSY, World, ago

DAY = NOW.date()
COMMITTEE = Words(
    "SERVICE",
    "Comité des partenaires, le mardi 12 janvier",
    "Nous nous retrouvons à 9 h, à la Maison du Pilat.\n\nÀ l’ordre du jour : les demandes en retard, un nouveau "
    "thème, et la charte à renouveler.\n\nDites-nous si vous venez.",
)
NEWS = Words("NEWS", "Nouvelles de novembre", "Deux structures nous rejoignent : bienvenue à elles !")


def add_directory(world: World) -> None:
    busy = Structure.objects.get(code=BUSY)
    nadia, several, claire = (world.users[who] for who in ("referent", "several", "animator"))
    mine = busy.referents.get(user=nadia)
    act = {"day": DAY, "now": NOW}
    shown = [
        Said("EMAIL", nadia.email, "DIRECTORY"),
        Said("PHONE", "+33199004217", "TERRITORY"),
        Said("MOBILE", "+33639981217", "NOBODY"),
    ]
    actions.say_coordinates(mine, shown, by=nadia, **act)
    partners = [
        Said("PHONE", "+33199004219", "DIRECTORY"),
        Said("EMAIL", "partenaires@example.org", "TERRITORY"),
    ]
    actions.say_coordinates(busy, partners, by=several, **act)
    mandate = claire.mandates.get()
    actions.say_coordinates(mandate, [Said("EMAIL", claire.email, "DIRECTORY")], by=claire, **act)
    waiting = actions.report_error(busy, "Le numéro de l’accueil sonne dans le vide.", by=claire, **act)
    settled = actions.report_error(busy, "L’adresse a changé en septembre.", by=claire, **act)
    actions.settle_error(settled, "C’est corrigé, merci !", by=several, **act)
    world.paths |= {
        "directory structure": f"/extranet/annuaire/structures/{busy.public_id}/",
        "directory person": f"/extranet/annuaire/personnes/{mine.public_id}/",
        "directory animator": f"/extranet/annuaire/personnes/{mandate.public_id}/",
        "directory report": f"/extranet/annuaire/structures/{busy.public_id}/erreur/",
        "directory error": f"/extranet/annuaire/erreurs/{waiting.public_id}/",
        "directory error settled": f"/extranet/annuaire/erreurs/{settled.public_id}/",
        "network directory structure": f"/animation/annuaire/structures/{busy.public_id}/",
        "network directory person": f"/animation/annuaire/personnes/{mine.public_id}/",
        "network directory report": f"/animation/annuaire/structures/{busy.public_id}/erreur/",
        "network directory error": f"/animation/annuaire/erreurs/{waiting.public_id}/",
    }
    _add_messages(world)


def _add_messages(world: World) -> None:
    loire, claire = Territory.objects.get(code="loire"), world.users["animator"]
    act = {"by": claire, "day": DAY}
    template = animation.write_template(loire, "Nouvelles du mois", NEWS, now=NOW, **act)
    past = ago(days=12)
    sent = animation.write_message(loire, NEWS, Selection(), now=past, **act)
    sent_at = past + timedelta(minutes=4)
    looked_at = audience_of(sent, sent_at).fingerprint
    animation.send_message(sent, looked_at=looked_at, now=sent_at, **act)
    copies = OutgoingMessage.objects.about(sent).order_by("pk")
    copies.update(status="SENT", sent_at=past, closed_at=past)
    copies.filter(pk=copies.values("pk")[:1]).update(status="BOUNCED")
    animation.unsubscribe(world.users["quiet"], loire, now=NOW)
    draft = animation.write_message(loire, COMMITTEE, Selection(standing="ACTIVE"), now=NOW, **act)
    nobody = animation.write_message(loire, COMMITTEE, Selection(charter="NONE"), now=NOW, **act)
    token = unsubscribing.token_for(world.users["referent"], loire)
    stopped = unsubscribing.token_for(world.users["quiet"], loire)
    world.paths |= {
        "message draft": f"/animation/messages/{draft.public_id}/",
        "message to nobody": f"/animation/messages/{nobody.public_id}/",
        "message change": f"/animation/messages/{draft.public_id}/modifier/",
        "message sent": f"/animation/messages/{sent.public_id}/",
        "message template": f"/animation/messages/modeles/{template.public_id}/",
        "news": f"/extranet/nouvelles/{token}/",
        "news stopped": f"/extranet/nouvelles/{stopped}/",
    }
