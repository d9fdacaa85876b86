"""The table of offers: its columns, said once for the model, the export and the reading. Pure.

A cell is known by its text: dates as 23/11/2026, numbers in figures, lists with semicolons. What an offer says
and what a file says are compared as these texts, so a cell that nobody touched never changes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from boussole.core.typography import alphabetical

Texts = Mapping[str, str]  # by name of column


class Kind(StrEnum):
    """How a spreadsheet program should hold the cell."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` names the list of « Listes » that its drop-down shows."""

    name: str
    heading: str
    help: str
    kind: Kind = Kind.TEXT
    choices: str = ""
    needed: bool = False
    most: int = 0  # signs; 0 when the text is not free
    width: int = 18
    informs: bool = False  # written for the reader, ignored when read back


CODE, STRUCTURE, COMMUNE, THEME, CATEGORY, TITLE, STATUS = (
    "code", "structure", "commune", "theme", "category", "title", "status",
)  # fmt: skip

COLUMNS = (
    Column(
        CODE,
        "Code",
        "Le code de l’offre, donné par le site. Laissez vide pour une nouvelle offre, ou donnez-lui le vôtre "
        "(minuscules, chiffres et tirets).",
        width=28,
    ),
    Column(
        STRUCTURE,
        "Structure",
        "Le nom de la structure, ou son code. Vide quand vous n’en avez qu’une.",
        choices="structures",
        width=32,
    ),
    Column(
        COMMUNE,
        "Commune de la structure",
        "Pour une structure que le site ne connaît pas encore : son nom à gauche, sa commune ici. Elle est "
        "ajoutée comme structure pressentie.",
        width=26,
    ),
    Column(THEME, "Thème", "Un thème de la liste.", choices="themes", needed=True),
    Column(CATEGORY, "Catégorie", "Une catégorie de ce thème.", choices="categories", needed=True, width=28),
    Column(TITLE, "Titre", "Ce que le jeune obtient, en 120 signes.", needed=True, most=120, width=40),
    Column("summary", "Texte court", "Ce qu’il lit en premier, en 300 signes.", most=300, width=50),
    Column(
        "description",
        "Texte complet",
        "La suite, sur la page de l’offre. **gras**, listes qui commencent par un tiret.",
        most=6000,
        width=60,
    ),
    Column("place", "Lieu", "Sur place, à distance, ou les deux.", choices="places", width=24),
    Column("address", "Adresse", "Où se présenter.", most=200, width=30),
    Column(
        "opening_hours", "Horaires", "Par exemple : du lundi au vendredi, 9 h à 17 h.", most=200, width=26
    ),
    Column("phone", "Téléphone", "Un numéro français, ou un numéro court.", most=30),
    Column(
        "areas",
        "Zone",
        "Vide : la zone de la structure. Sinon des communes, intercommunalités, départements, séparés par "
        "des points-virgules : Firminy (42095) ; Loire (département 42).",
        width=34,
    ),
    Column(
        "sites",
        "Sites",
        "D’autres lieux de la structure où le service est rendu, séparés par des points-virgules.",
        width=26,
    ),
    Column(
        "criteria",
        "Critères",
        "Vide : tout le monde. Sinon, question par question : Âge : 18 à 25 ; Situation : recherche, lycee. "
        "Les questions et les réponses sont dans la feuille « Aide ».",
        width=44,
    ),
    Column(
        "promised_days",
        "Délai",
        "En combien de jours la structure répond : de 1 à 7. Vide : le délai habituel de la structure.",
        kind=Kind.NUMBER,
        choices="delays",
        width=8,
    ),
    Column(
        "periods",
        "Périodes",
        "Quand l’offre n’est pas ouverte toute l’année : 01/09/2026 au 30/06/2027, séparées par des "
        "points-virgules.",
        width=30,
    ),
    Column("valid_from", "À partir du", "Le premier jour de l’offre.", kind=Kind.DATE, width=13),
    Column("valid_until", "Jusqu’au", "Le dernier jour de l’offre.", kind=Kind.DATE, width=13),
    Column(
        "is_free",
        "Gratuit",
        "Oui : le service est gratuit pour les jeunes. Sans ce oui, l’offre ne peut pas être publiée.",
        choices="yes_no",
        width=9,
    ),
    Column(
        "contact_emails",
        "E-mails de contact",
        "Où arrivent les demandes, séparés par des points-virgules. Vide : l’e-mail de la structure.",
        width=34,
    ),
    Column(
        "followed_by",
        "Suivie par",
        "L’e-mail d’une personne de la structure.",
        width=28,
    ),
    Column(
        "capacity",
        "Capacité",
        "Le nombre de demandes ouvertes au plus. Vide : pas de limite.",
        kind=Kind.NUMBER,
        width=10,
    ),
    Column("when_full", "Quand elle est atteinte", "Ce qui se passe alors.", choices="when_full", width=30),
    Column(
        STATUS,
        "État",
        "Pour information : un import ne publie rien et ne retire rien.",
        informs=True,
        width=14,
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}


def folded(text: str) -> str:
    """What two writings of the same words have in common: no capitals, no accents, one kind of apostrophe."""
    return " ".join(alphabetical(text.replace("’", "'")).split())


BY_HEADING = {folded(column.heading): column for column in COLUMNS}


def column_headed(heading: str) -> Column | None:
    """The column of this heading, however it is written; None for one that we do not know."""
    return BY_HEADING.get(folded(heading.rstrip(" *")))
