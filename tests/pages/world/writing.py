"""Offers being written: one well advanced, one just begun, one sent back, one in review."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from boussole.accounts.models import User
from boussole.offers.actions.reviewing import Passage, send_back, submit
from boussole.offers.actions.writing import save_version, start_offer, start_version
from boussole.offers.content import OfferContent, Period
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category
from tests.factories import NOW
from tests.pages.world.loire import BUSY, INTERVIEW, World, ago

DESCRIPTION = """**Deux heures** avec une conseillère, rien que pour toi. Tu viens avec :

- ton ancien CV, si tu en as un
- une offre qui te plaît

On relit ensemble, on corrige, tu repars avec un CV prêt à envoyer.
Plus d’idées : https://www.example.org/cv"""


def add_writing(world: World) -> None:
    nadia, claire = world.users["referent"], world.users["animator"]
    structure = Structure.objects.get(code=BUSY)
    advanced = _begun(structure, "Écrire un CV qui te ressemble", nadia)
    _save(
        advanced,
        nadia,
        summary="En deux heures, tu repars avec un CV et une lettre prêts à envoyer.",
        description=DESCRIPTION,
        areas=("commune:42218", "commune:42095", "commune:42330", "commune:42302"),
        criteria=(Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25), _seeking(advanced.content)),
        opening_hours="le mercredi, de 14 h à 17 h",
        periods=(Period(NOW.date(), NOW.date() + timedelta(days=60)),),
        is_free=True,
    )
    begun = _begun(structure, "Visiter une entreprise", nadia)
    sent_back = start_version(Offer.objects.get(code=INTERVIEW), by=nadia, day=NOW.date(), now=ago(days=4))
    _propose(sent_back, nadia, ago(days=3))
    send_back(
        sent_back,
        note="Presque prête. Deux choses à préciser.",
        comments=[
            Passage("summary", "Dites combien de temps cela prend."),
            Passage("description", "Que faut-il apporter ?"),
        ],
        by=claire,
        day=NOW.date(),
        now=ago(days=1),
    )
    waiting = _begun(structure, "Passer une journée avec un artisan", nadia)
    waiting = _save(waiting, nadia, summary="Tu le suis une journée entière.", is_free=True)
    _propose(waiting, nadia, ago(days=3))
    for name, version in {
        "advanced": advanced,
        "begun": begun,
        "sent back": sent_back,
        "waiting": waiting,
    }.items():
        world.paths[f"offer {name}"] = f"/extranet/offres/{version.offer.code}/"
        for section in ("essentiel", "pour-qui", "ou", "quand", "contacts", "relire"):
            world.paths[f"write {name} {section}"] = (
                f"/extranet/offres/{version.offer.code}/ecrire/{section}/"
            )
    world.paths["preview offer"] = f"/extranet/offres/{advanced.offer.code}/apercu/"
    world.paths["preview card"] = f"/extranet/offres/{advanced.offer.code}/apercu/carte/"
    world.paths["preview page"] = f"/extranet/offres/{advanced.offer.code}/apercu/page/"


def _begun(structure: Structure, title: str, by: User) -> OfferVersion:
    category = Category.objects.filter(theme__code="emploi").order_by("position").first()
    assert category is not None
    return start_offer(structure, category, title=title, by=by, day=NOW.date(), now=ago(days=4))


def _save(version: OfferVersion, by: User, **parts: object) -> OfferVersion:
    content = replace(version.content, **parts)  # type: ignore[arg-type]
    return save_version(version, content, seen=version.saves, by=by, day=NOW.date(), now=ago(minutes=20))


def _propose(version: OfferVersion, by: User, at: object) -> None:
    submit(version, by=by, day=NOW.date(), now=at)  # type: ignore[arg-type]


def _seeking(content: OfferContent) -> Criterion:
    return Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche"}))
