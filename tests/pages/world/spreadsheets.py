"""Files of offers in every state: being read, to correct, to import, imported, undone, unreadable."""

from __future__ import annotations

from boussole.accounts.models import User
from boussole.interop.models import ImportRun
from boussole.interop.sheets import runs
from boussole.interop.sheets.columns import COLUMNS
from boussole.interop.sheets.files import Table, written
from boussole.interop.sheets.offers import lines_of
from boussole.interop.sheets.scope import scope_of_person
from boussole.interop.sheets.undoing import undo
from boussole.offers.models import OfferVersion
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.pages.world.loire import World


def add_spreadsheets(world: World) -> None:
    """The manager of the busy structure loads; the animation brings a structure that nobody knew."""
    several, animator = world.users["several"], world.users["animator"]
    mixed = runs.start("offres à relire.csv", _mixed(several), territory=None, by=several, now=NOW)
    done = _imported("ateliers.csv", several, "Un atelier CV", "Un atelier entretien")
    undone = _imported("essai.csv", several, "Une visite", "Un café des métiers")
    OfferVersion.objects.filter(offer__title="Une visite").update(saves=3)
    states = {
        "sheet mixed": mixed,
        "sheet done": done,
        "sheet undone": undo(undone, by=several, now=NOW),
        "sheet reading": ImportRun.objects.create(
            name="longue liste.xlsx", by=several, status="CHECKING", done=1_500, total=5_000, created_at=NOW
        ),
        "sheet refused": runs.start("photo.csv", b"a;b\n1;2\n", territory=None, by=several, now=NOW),
    }
    world.paths |= {name: f"/extranet/offres/tableur/{run.public_id}/" for name, run in states.items()}
    for state in ("CHANGED", "NEW", "SAME"):
        world.paths[f"sheet mixed {state}"] = f"{world.paths['sheet mixed']}?etat={state}"
    brought = runs.start(
        "structures de la plaine.csv",
        _file({**_line("Un atelier CV"), "structure": "La Bouée de la plaine", "commune": "Feurs"}),
        territory=Territory.objects.get(code="loire"),
        by=animator,
        now=NOW,
    )
    world.paths["sheet brought"] = f"/animation/chargements/tableur/{brought.public_id}/"


def _line(title: str) -> dict[str, str]:
    return {
        "structure": "Mission locale du bassin stéphanois",
        "theme": "Emploi",
        "category": "Préparer tes candidatures",
        "title": title,
        "summary": "Tu écris ton CV avec une personne qui connaît les entreprises du coin.",
        "criteria": "Âge : 16 à 25",
        "is_free": "Oui",
    }


def _file(*lines: dict[str, str]) -> bytes:
    return written(Table(COLUMNS, lines), "csv")


def _mixed(by: User) -> bytes:
    """A line of each state."""
    known = [dict(line) for line in lines_of(scope_of_person(by, NOW.date()))][:3]
    known[0] |= {"summary": "Tu viens, on regarde ensemble.", "promised_days": "2"}
    return _file(
        *known,
        {**_line("Une offre sans délai possible"), "promised_days": "12", "valid_from": "bientôt"},
        {**_line("Une offre d’ailleurs"), "structure": "Le Phare de Brest"},
        _line("Un atelier de plus"),
    )


def _imported(name: str, by: User, *titles: str) -> ImportRun:
    run = runs.start(name, _file(*map(_line, titles)), territory=None, by=by, now=NOW)
    return runs.start_import(run, by=by, now=NOW)
