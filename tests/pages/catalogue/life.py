"""The life of offers: gestures, history, copies, templates."""

from __future__ import annotations

from tests.pages.catalogue.shown import Shown, press

TOLD = "/extranet/offres/point-recherche-emploi"
PAUSED = "/extranet/offres/loyer-en-retard"
PAGES = (
    Shown("extranet/offer-history", f"{TOLD}/historique/", "referent", says="depuis la version 1"),
    Shown(
        "extranet/offer-history-compared",
        f"{TOLD}/historique/?avant=1&apres=2",
        "referent",
        says="De la version 1 à la version 2",
    ),
    Shown("extranet/offer-paused", f"{PAUSED}/", "referent", says="en travaux jusqu’en janvier"),
    Shown("extranet/offer-pause", f"{TOLD}/pause/", "referent", says="Pour quelle raison"),
    Shown("extranet/offer-resume", f"{PAUSED}/reprise/", "referent", says="telle qu’elle était"),
    Shown("extranet/offer-end", f"{TOLD}/fin/", "referent", says="Pour quelle raison"),
    Shown("extranet/offer-archive-refused", f"{TOLD}/archive/", "referent", says="Terminez d’abord"),
    Shown("extranet/offer-unarchive", f"{TOLD}/archive/sortie/", "referent"),
    Shown("extranet/offer-withdraw", "{withdraw version}", "referent", says="Reprendre"),
    Shown("extranet/offer-schedule", "{cancel schedule}", "referent", says="pas programmée"),
    Shown("extranet/offer-drop", "{drop draft}", "referent", says="Abandonner le brouillon"),
    Shown("extranet/offer-detach", "{detach}", "referent", says="tout y changer"),
    Shown("extranet/offer-follows", "{follows a template}", "referent", says="suivent le modèle"),
    Shown("extranet/offer-copy", f"{TOLD}/copie/", "several", says="à écrire"),
    Shown("extranet/templates", "/extranet/offres/modeles/", "referent", says="Rencontrer quelqu’un"),
    Shown("extranet/template-use", "{use template}", "several", says="Partir de ce modèle"),
    Shown("animation/templates", "/animation/offres/modeles/", "animator", says="Rencontrer quelqu’un"),
    Shown("animation/template-start", "/animation/offres/modeles/commencer/", "animator"),
    Shown("animation/template-write", "{write template}", "animator", press("Enregistrer le modèle")),
    Shown("animation/template-change", "{change template}", "animator", says="1 offre suit"),
    Shown("animation/template-withdraw", "{withdraw template}", "animator", says="garde son texte"),
)
NO_PAGE = {
    "extranet:restore_version": "acts, and leads to the draft",
}
