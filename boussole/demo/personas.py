"""Who the visitor may be: four professionals with an account, and Lina, who has none and needs none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demonstration. `email` is empty for a young person, who never signs in."""

    slug: str
    name: str
    who: str  # what they are, in a few words
    story: str  # where they stand today
    try_this: tuple[str, str, str]
    email: str = ""
    home: str = ""  # the route of the page that they open first

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


LINA = Persona(
    slug="lina",
    name="Lina",
    who="19 ans, à Saint-Étienne",
    story="Elle a le bac, cherche du travail, et attend deux réponses. Elle n’a pas de compte.",
    try_this=(
        "Chercher un emploi à Saint-Étienne et lire pourquoi chaque offre est pour elle.",
        "Demander à être contactée par deux structures, avec un numéro qui commence par 06 39 98.",
        "Lire sa page de suivi, puis y annuler une demande.",
    ),
)
NADIA = Persona(
    slug="nadia",
    name="Nadia Belkacem",
    who="Conseillère, Mission locale du Bassin stéphanois",
    story="Elle rappelle les jeunes avant la date promise. Certaines demandes sont déjà en retard.",
    try_this=(
        "Prendre en charge la demande qui attend depuis le plus longtemps.",
        "Noter un appel sans réponse, puis lire ce que la personne a reçu.",
        "Terminer une demande après un rendez-vous.",
    ),
    email="nadia.belkacem@example.org",
    home="extranet:home",
)
PAUL = Persona(
    slug="paul",
    name="Paul Roche",
    who="Responsable, Mission locale du Bassin stéphanois",
    story="Il répond de toutes les demandes de la structure, de son équipe et de ses offres.",
    try_this=(
        "Voir ce qui presse pour toute l’équipe.",
        "Retrouver une demande de l’été dernier avec les filtres, puis exporter la liste.",
        "Relire les offres et le délai que chacune promet.",
    ),
    email="paul.roche@example.org",
    home="extranet:home",
)
CLAIRE = Persona(
    slug="claire",
    name="Claire Fontanel",
    who="Animatrice du territoire de la Loire",
    story="Elle veille sur les promesses de trente structures, sans voir les coordonnées des jeunes.",
    try_this=(
        "Repérer les demandes en retard, structure par structure.",
        "Lire les deux envois douteux, et dire s’ils sont sincères.",
        "Avancer l’horloge d’un jour, puis revenir voir les retards.",
    ),
    email="claire.fontanel@example.org",
    home="animators:home",
)
HUGO = Persona(
    slug="hugo",
    name="Hugo Marchetti",
    who="Équipe nationale",
    story="Il tient les thèmes et les questionnaires du pays. Aucune donnée de jeune ne lui est montrée.",
    try_this=(
        "Lire les chiffres du pays, où les petits nombres sont masqués.",
        "Vérifier qu’aucun nom ni aucune demande n’apparaît.",
        "Ouvrir l’adresse d’une demande de Nadia : pour lui, elle n’existe pas.",
    ),
    email="hugo.marchetti@example.org",
    home="animators:home",
)

PERSONAS = (LINA, NADIA, PAUL, CLAIRE, HUGO)
BY_SLUG: Mapping[str, Persona] = {persona.slug: persona for persona in PERSONAS}
