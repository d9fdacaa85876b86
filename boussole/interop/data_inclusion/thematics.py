"""From the 69 thematics of data.inclusion to our themes and categories, each of them mapped or left out with why.

A service with several thematics goes where its first mapped one leads, in the order of this table: what a young
person looks for comes before what helps around it. A test holds the table to the schema, one line for each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

SCHEMA_VERSION = "1.0.10"
TABLE_VERSION = 1  # one more when a line changes: a load remembers which table it was made with


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thematic leads."""

    theme: str
    category: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a thematic leads nowhere: one French sentence."""

    reason: str


_NO_THEME = LeftOut("La Boussole n’a pas de thème pour ce besoin.")
_ADULTS = LeftOut("Ce besoin ne concerne presque jamais des jeunes de 15 à 30 ans.")
_BUSINESS = LeftOut("Ce service s’adresse à des entreprises déjà créées.")

TABLE: dict[str, Place | LeftOut] = {
    # Logement
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": Place("logement", "urgence"),
    "logement-hebergement--louer-un-logement": Place("logement", "trouver"),
    "logement-hebergement--changer-de-logement": Place("logement", "trouver"),
    "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement": Place(
        "logement", "trouver"
    ),
    "logement-hebergement--reduire-les-impayes-de-loyer": Place("logement", "payer"),
    "logement-hebergement--se-maintenir-dans-le-logement": Place("logement", "droits"),
    "logement-hebergement--acheter-un-logement": _ADULTS,
    "equipement-et-alimentation--electromenager": Place("logement", "chez-toi"),
    # Santé
    "sante--sante-mentale": Place("sante", "parler"),
    "sante--sante-sexuelle": Place("sante", "amour"),
    "sante--addictions": Place("sante", "consommations"),
    "sante--acces-aux-soins": Place("sante", "soins"),
    "sante--constituer-un-dossier-mdph-invalidite": Place("sante", "soins"),
    "famille--surmonter-conflits-separation-violence": Place("sante", "parler"),
    "remobilisation--activites-sportives-et-culturelles": Place("sante", "bien-etre"),
    "remobilisation--bien-etre-confiance-en-soi": Place("sante", "bien-etre"),
    # Mobilité internationale
    "souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger": Place(
        "mobilite", "travailler"
    ),
    "souvrir-a-linternational--sinformer-sur-les-aides-pour-travailler-a-letranger": Place(
        "mobilite", "travailler"
    ),
    "souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france": LeftOut(
        "La Boussole aide à partir, pas encore à revenir."
    ),
    # Formation
    "se-former--trouver-sa-formation": Place("formation", "reprendre"),
    "se-former--monter-son-dossier-de-formation": Place("formation", "payer"),
    "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite": Place("formation", "choisir"),
    "choisir-un-metier--confirmer-son-choix-de-metier": Place("formation", "choisir"),
    "lecture-ecriture-calcul--maitriser-le-calcul": Place("formation", "reussir"),
    "lecture-ecriture-calcul--maitriser-le-francais": Place("formation", "reussir"),
    # Emploi
    "trouver-un-emploi--repondre-a-des-offres-demploi": Place("emploi", "postuler"),
    "trouver-un-emploi--convaincre-un-recruteur-en-entretien": Place("emploi", "postuler"),
    "trouver-un-emploi--faire-des-candidatures-spontanees": Place("emploi", "postuler"),
    "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs": Place("emploi", "postuler"),
    "trouver-un-emploi--maintien-dans-lemploi": Place("emploi", "avancer"),
    "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation": Place("emploi", "postuler"),
    "preparer-sa-candidature--valoriser-ses-competences": Place("emploi", "postuler"),
    "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi": Place("emploi", "postuler"),
    "preparer-sa-candidature--developper-son-reseau": Place("emploi", "rencontrer"),
    "choisir-un-metier--connaitre-les-opportunites-demploi": Place("emploi", "rencontrer"),
    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences": Place("emploi", "faire-le-point"),
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise": Place("emploi", "creer"),
    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise": Place("emploi", "creer"),
    "creer-une-entreprise--developper-son-entreprise": _BUSINESS,
    # What helps to work: getting there, childcare, papers
    "mobilite--preparer-un-permis": Place("emploi", "avancer"),
    "mobilite--financer-ma-mobilite": Place("emploi", "avancer"),
    "mobilite--acceder-a-un-vehicule": Place("emploi", "avancer"),
    "mobilite--etre-accompagne-dans-son-parcours-mobilite": Place("emploi", "avancer"),
    "mobilite--mobilite-douce-partagee-collective": Place("emploi", "avancer"),
    "mobilite--entretenir-reparer-son-vehicule": Place("emploi", "avancer"),
    "famille--garde-denfants": Place("emploi", "avancer"),
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits": Place(
        "emploi", "avancer"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives": Place(
        "emploi", "avancer"
    ),
    "numerique--acceder-a-des-services-en-ligne": Place("emploi", "avancer"),
    "numerique--maitriser-les-fondamentaux-du-numerique": Place("emploi", "avancer"),
    "numerique--acquerir-un-equipement": Place("emploi", "avancer"),
    "numerique--acceder-a-une-connexion-internet": Place("emploi", "avancer"),
    "equipement-et-alimentation--habillement": Place("emploi", "avancer"),
    # Without a theme of ours
    "remobilisation--benevolat-action-citoyenne": _NO_THEME,
    "remobilisation--lien-social": _NO_THEME,
    "equipement-et-alimentation--alimentation": _NO_THEME,
    "equipement-et-alimentation--aide-menagere": _ADULTS,
    "famille--prise-en-charge-personne-dependante": _ADULTS,
    "famille--soutien-a-la-parentalite-et-a-leducation": _NO_THEME,
    "famille--soutien-aidants": _NO_THEME,
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete": _NO_THEME,
    "difficultes-administratives-ou-juridiques--beneficier-dune-mesure-daccompagnement-adapte": LeftOut(
        "Cette mesure est décidée par un juge ou un service : un jeune ne la demande pas seul."
    ),
    "difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination": _NO_THEME,
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire": LeftOut(
        "Cet accompagnement passe par la justice : un jeune ne le demande pas ici."
    ),
    "difficultes-financieres--acquerir-une-autonomie-budgetaire": _NO_THEME,
    "difficultes-financieres--ameliorer-sa-gestion-budgetaire": _NO_THEME,
    "difficultes-financieres--mettre-en-place-une-mesure-de-protection-financiere": LeftOut(
        "Cette mesure est décidée par un juge : un jeune ne la demande pas ici."
    ),
    "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere": _NO_THEME,
    "difficultes-financieres--situation-dendettement-surendettement": _NO_THEME,
}

_RANKS = {code: rank for rank, code in enumerate(TABLE)}


def places_of(thematics: Iterable[str]) -> list[Place]:
    """Where a service may stand, the best first, each place once."""
    known = sorted((code for code in thematics if code in TABLE), key=_RANKS.__getitem__)
    found = [TABLE[code] for code in known]
    return list(dict.fromkeys(place for place in found if isinstance(place, Place)))


def place_among(thematics: Iterable[str], themes: Collection[str]) -> Place | None:
    """The best place among these themes; None when there is none."""
    return next((place for place in places_of(thematics) if place.theme in themes), None)


def why_left_out(thematics: Iterable[str]) -> str:
    """The reason to give for a service that goes nowhere."""
    for code in thematics:
        entry = TABLE.get(code)
        if isinstance(entry, LeftOut):
            return entry.reason
    return "La source ne dit pas à quel besoin ce service répond."
