"""Who the visitor may be: four professionals with an account, and Lina, who has none and needs none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NADIAS = "mission-locale-stephanois"  # hers, and Paul's


@dataclass(frozen=True, slots=True)
class Try:
    """One thing worth doing; `to` names the page where it is done (`web/demo/landmarks.py`)."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demonstration. `email` is empty for a young person, who never signs in."""

    slug: str
    name: str
    who: str  # what they are, in a few words
    story: str  # where they stand today
    try_this: tuple[Try, ...]
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
        Try(
            "Chercher un emploi à Saint-Étienne, lire pourquoi chaque offre est pour elle, en demander deux."
        ),
        Try("Retrouver sa page sans le lien : son numéro, 06 39 98 00 19, et un code par SMS.", to="code"),
        Try("Lire la page de Noé, que personne n’a rappelé : des excuses, et d’autres portes.", to="noe"),
        Try("Répondre pour Maya, à qui une autre structure est proposée : oui, ou non.", to="maya"),
    ),
)
NADIA = Persona(
    slug="nadia",
    name="Nadia Belkacem",
    who="Conseillère, Mission locale du Bassin stéphanois",
    story="Elle rappelle les jeunes avant la date promise. Certaines demandes sont déjà en retard.",
    try_this=(
        Try("Répondre à une demande depuis un e-mail, sans se connecter.", to="e-mail"),
        Try("Examiner la demande qu’une autre structure lui propose.", to="a-examiner"),
        Try("Reprendre celle qui lui revient, faute de place ailleurs.", to="revenue"),
        Try("Voir qui la remplace la semaine prochaine, et qui elle remplace.", to="absences"),
        Try("Reprendre une offre que l’animation lui a renvoyée, avec ses remarques.", to="renvoyee"),
        Try("Dire d’un clic que ses offres sont toujours d’actualité.", to="a-confirmer"),
        Try("Choisir qui voit ses coordonnées dans l’annuaire national.", to="coordonnees"),
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
        Try(
            "Expliquer un désaccord : un message laissé, dit le suivi ; personne, dit le jeune.",
            to="desaccords",
        ),
        Try("Confier une demande en retard à quelqu’un de l’équipe.", to="retards"),
        Try("Lire les promesses tenues de l’année, et ce que les jeunes en pensent.", to="chiffres"),
        Try("Répondre à l’animation : pourrait-il élargir une offre à 16 ans ?", to="question"),
        Try("Lire la charte que quatre personnes ont signée, et télécharger son exemplaire.", to="charte"),
        Try("Dire qui fait toujours partie de l’équipe, et inviter une collègue.", to="equipe"),
        Try("Chercher à qui adresser un jeune, près d’ici ou ailleurs en France.", to="annuaire"),
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
        Try("Débloquer la demande de Noé : la confier à quelqu’un, ou répondre soi-même.", to="a-debloquer"),
        Try("Lire les deux envois douteux, et dire s’ils sont sincères.", to="verifications"),
        Try("Relire une offre, côte à côte avec celle qui est en ligne, et la publier.", to="relire"),
        Try("Tenir le réseau : qui doit signer, qui s’en va, qui n’est pas confirmé.", to="reseau"),
        Try("Signer une charte à la place de la directrice, depuis son e-mail.", to="signer"),
        Try("Voir où des jeunes ne trouvent pas de logement, et qui pourrait les aider.", to="besoins"),
        Try("Avancer l’horloge d’un jour : rappels et résumés partent aussitôt.", to="horloge"),
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
        Try("Lire les chiffres du pays, où les petits nombres sont masqués.", to="pays"),
        Try(
            "Reprendre le brouillon du questionnaire Emploi, le jouer, lire ce qu’il changerait.",
            to="brouillon",
        ),
        Try("Ouvrir une Boussole dans un autre département.", to="territoires"),
        Try("Lire qui peut quoi, rôle par rôle.", to="droits"),
        Try("Vérifier qu’aucun nom ni aucune demande n’apparaît."),
        Try("Ouvrir l’adresse d’une demande de Nadia : pour lui, elle n’existe pas."),
    ),
    email="hugo.marchetti@example.org",
    home="animators:home",
)

PERSONAS = (LINA, NADIA, PAUL, CLAIRE, HUGO)
BY_SLUG: Mapping[str, Persona] = {persona.slug: persona for persona in PERSONAS}
