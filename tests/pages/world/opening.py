"""A territory in preparation, loads from data.inclusion in each state, a structure to claim, one invited."""

from __future__ import annotations

import json
from pathlib import Path

from boussole.interop.data_inclusion import loads
from boussole.interop.data_inclusion.selection import Choice
from boussole.interop.models import SourceLoad
from boussole.partners import actions as partners
from boussole.partners.models import Structure
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.factories.territories import FIRMINY, TerritoryFactory
from tests.pages.world.loire import BUSY, World, ago

FEURS = "42094"
EXAMPLE = Path("content/exemple-data-inclusion")
THEMES = ("emploi", "formation", "logement", "sante", "mobilite")


def add_opening(world: World) -> None:
    """The Haute-Loire is being prepared; the Loire has loaded two structures, and the list changed since."""
    TerritoryFactory(
        code="haute-loire",
        name="Haute-Loire",
        areas=["departement:43"],
        is_open=False,
        welcome="",
        carrier_email="",
    )
    loire = Territory.objects.get(code="loire")
    animator = world.users["animator"]
    first = _received(loire, "42", animator)
    loads.begin_import(first, Choice(THEMES), by=animator, now=NOW)
    changed = _received(loire, "42", animator, services=_changed())
    first.refresh_from_db()
    states = {
        "load ready": changed,
        "load done": first,
        "load reading": _in_state(loire, animator, status="READING", percent=40),
        "load refused": _in_state(
            loire, animator, status="REFUSED", refusal="Ce fichier est vide\u00a0: téléchargez-le de nouveau."
        ),
        "load forgotten": _in_state(loire, animator, status="READY"),
    }
    world.paths |= {
        name: f"/animation/chargements/data-inclusion/{load.public_id}/" for name, load in states.items()
    }
    _add_structures(world)


def _add_structures(world: World) -> None:
    claimed = Structure.objects.get(source_records__source_id="exemple--cyber-roanne")
    prospect = Structure.objects.get(source_records__source_id="exemple--mission-locale-forez")
    person = partners.NewPerson("nora.belkacem@example.org", "Nora", "Belkacem", "Directrice")
    partners.invite_manager(claimed, person, by=world.users["animator"], day=NOW.date(), now=ago(days=2))
    busy, left, twin = _others(world)
    world.paths |= {
        "structure partner": f"/animation/partenaires/{busy.public_id}/",
        "structure leaving": f"/animation/partenaires/{busy.public_id}/sortie/",
        "structure left": f"/animation/partenaires/{left.public_id}/",
        "structure twins": f"/animation/doublons/{busy.public_id}/{twin.public_id}/",
        "structure prospect": f"/animation/partenaires/{prospect.public_id}/",
        "structure invited": f"/animation/partenaires/{claimed.public_id}/",
    }


def _others(world: World) -> tuple[Structure, Structure, Structure]:
    """The busy partner with a place more, one that left, and a record that looks like the busy one."""
    animator, manager = world.users["animator"], world.users["several"]
    busy = Structure.objects.get(code=BUSY)
    act = {"day": NOW.date(), "now": ago(days=1)}
    site = {
        "name": "Permanence de Firminy",
        "commune": FIRMINY,
        "postcode": "42700",
        "address": "1 place du Marché",
    }
    added = partners.add_site(busy, site, by=manager, **act)
    left = StructureFactory(name="Le Fanal de la Plaine", commune=FEURS, phone="", email="")
    partners.leave_network(left, reason="L’association a fermé ses portes en octobre.", by=animator, **act)
    twin = StructureFactory(
        name="ML du Bassin stéphanois",
        phone=busy.phone,
        commune=busy.commune,
        charter=None,
        status="PROSPECT",
    )
    partners.update_structure(
        busy,
        {"opening_hours": "du lundi au jeudi, de 9 h à 18 h", "phone": busy.phone},
        asked_by="Paul Durand, au téléphone",
        by=animator,
        **act,
    )
    own, assisted = f"/extranet/structure/{busy.public_id}/", f"/animation/partenaires/{busy.public_id}/"
    world.paths |= {
        "assisted presentation": f"{assisted}modifier/presentation/",
        "assisted zone": f"{assisted}zone/",
        **{f"structure {code}": f"{own}modifier/{code}/" for code in ("presentation", "venir", "demandes")},
        "structure zone": f"{own}zone/",
        "structure new site": f"{own}lieux/nouveau/",
        "structure answering": f"{own}qui-repond/",
        "structure site": f"/extranet/structure/{added.public_id}/modifier/lieu/",
        "structure close site": f"/extranet/structure/{added.public_id}/retrait/",
    }
    return busy, left, twin


def _received(territory: Territory, departement: str, by, services: list | None = None) -> SourceLoad:  # type: ignore[no-untyped-def]
    structures = (EXAMPLE / "structures.json").read_bytes()
    given = json.dumps(services).encode() if services else (EXAMPLE / "services.json").read_bytes()
    return loads.receive(territory, departement, structures=[structures], services=[given], by=by, now=NOW)


def _changed() -> list[dict[str, object]]:
    """The next delivery: one service has new hours, one is there no more, two are new."""
    rows = json.loads((EXAMPLE / "services.json").read_text())
    kept = [row for row in rows if row["id"] != "exemple--cyber-demarches"]
    for row in kept:
        if row["id"] == "exemple--forez-entretien":
            row["horaires_accueil"] = "Tu 14:00-17:00"
            kept.append(row | {"id": "exemple--forez-cv", "nom": "Relire une candidature"})
            kept.append(row | {"id": "exemple--forez-paye", "nom": "Un service payant", "frais": "payant"})
            break
    return kept


def _in_state(territory: Territory, by, **values) -> SourceLoad:  # type: ignore[no-untyped-def]
    return SourceLoad.objects.create(
        by=by, territory=territory, departement="42", created_at=ago(hours=1), **values
    )
