"""What a structure is, in the words people know, for the codes of our bundles.

A code has lost its accents, its capitals and its apostrophes: what they were is written here. A code that lost
nothing (« mission-locale ») is not listed.
"""

from __future__ import annotations

import re

_WORDS = {
    "accueil-et-hebergement": "Accueil et hébergement",
    "adil": "Agence d’information sur le logement (Adil)",
    "auto-ecole-sociale": "Auto-école sociale",
    "cegidd": "Centre gratuit de dépistage (Cegidd)",
    "cfa": "Centre de formation d’apprentis (CFA)",
    "chantier-d-insertion": "Chantier d’insertion",
    "cio": "Centre d’information et d’orientation (CIO)",
    "cllaj": "Comité local pour le logement des jeunes (Cllaj)",
    "crij": "Centre régional d’information jeunesse (CRIJ)",
    "ecole-de-la-deuxieme-chance": "École de la 2e chance",
    "ecoute-a-distance": "Écoute à distance",
    "france-travail": "France Travail",
    "info-jeunes": "Info Jeunes",
    "mobilite-internationale": "Mobilité internationale",
    "sante-etudiante": "Santé étudiante",
}


def in_words(kind: str) -> str:
    """« École de la 2e chance » for « ecole-de-la-deuxieme-chance »; what people typed, as they typed it."""
    if not re.fullmatch(r"[a-z0-9-]+", kind):
        return kind
    return _WORDS.get(kind) or kind.replace("-", " ").capitalize()
