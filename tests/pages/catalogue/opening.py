"""Opening a territory: its pages, data.inclusion, structures to claim."""

from __future__ import annotations

from tests.pages.catalogue.shown import Shown, press, unfold

PAGES = (
    Shown("animation/territories", "/animation/territoires/", "national"),
    Shown("animation/territory-new", "/animation/territoires/nouveau/", "national"),
    Shown(
        "animation/territory-new-faults",
        "/animation/territoires/nouveau/",
        "national",
        then=press("Préparer le territoire"),
        says="Donnez un nom au territoire.",
    ),
    Shown(
        "animation/territory-prepared",
        "/animation/territoires/haute-loire/",
        "national",
        says="Pas encore prêt",
    ),
    Shown(
        "animation/territory-open", "/animation/territoires/loire/", "national", then=unfold, says="Ouvert"
    ),
    Shown("animation/territory-of-animator", "/animation/territoires/loire/", "animator"),
    Shown("animation/territory-settings", "/animation/territoires/loire/reglages/", "animator"),
    Shown("animation/territory-zone", "/animation/territoires/haute-loire/zone/", "national"),
    Shown(
        "animation/territory-zone-unfolded",
        "/animation/territoires/haute-loire/zone/",
        "national",
        then=unfold,
    ),
    Shown("animation/territory-themes", "/animation/territoires/haute-loire/themes/", "national"),
    Shown("animation/territory-themes-all", "/animation/territoires/loire/themes/", "national"),
    Shown("animation/territory-animator", "/animation/territoires/haute-loire/animation/", "national"),
    Shown("animation/source-loads", "/animation/chargements/data-inclusion/", "animator"),
    Shown("animation/source-loads-national", "/animation/chargements/data-inclusion/", "national"),
    Shown(
        "animation/source-loads-faults",
        "/animation/chargements/data-inclusion/",
        "animator",
        then=press("Lire les fichiers"),
        says="Choisissez le fichier des structures.",
    ),
    Shown("animation/source-table", "/animation/chargements/data-inclusion/thematiques/", "animator"),
    Shown("animation/source-load-ready", "{load ready}", "animator", then=unfold, says="à ajouter"),
    Shown("animation/source-load-done", "{load done}", "animator", says="L’import est fait"),
    Shown("animation/source-load-reading", "{load reading}", "animator"),
    Shown("animation/source-load-refused", "{load refused}", "animator"),
    Shown("animation/source-load-forgotten", "{load forgotten}", "animator", says="trop anciens"),
    Shown("animation/claims", "/animation/partenaires/a-reclamer/", "animator"),
    Shown("animation/claims-invited", "/animation/partenaires/a-reclamer/?voir=invitees", "animator"),
    Shown("animation/structure-prospect", "{structure prospect}", "animator", then=unfold),
    Shown("animation/structure-invited", "{structure invited}", "animator", says="Dès qu’elle accepte"),
    Shown("animation/structure-partner", "{structure partner}", "animator", says="Promesses tenues"),
    Shown("animation/structure-partner-read", "{structure partner}", "regional"),
    Shown("animation/structure-left", "{structure left}", "animator", says="La faire revenir"),
    Shown("animation/structure-leaving", "{structure leaving}", "animator", says="Ce qui va se passer"),
    Shown(
        "animation/structure-leaving-faults",
        "{structure leaving}",
        "animator",
        then=press("Faire sortir du réseau"),
        says="Dites pourquoi",
    ),
    Shown("animation/structure-written-for-it", "{assisted presentation}", "animator", then=unfold),
    Shown(
        "animation/structure-written-for-it-faults",
        "{assisted presentation}",
        "animator",
        then=press("Enregistrer"),
        says="Dites qui l’a demandé",
    ),
    Shown("animation/structure-zone-for-it", "{assisted zone}", "animator"),
    Shown("animation/duplicates", "/animation/doublons/", "animator", says="Comparer"),
    Shown("animation/duplicates-compare", "{structure twins}", "animator", says="Quelle fiche reste"),
    Shown("animation/answering", "/animation/partenaires/qui-repond/", "animator", then=unfold),
    Shown("animation/answering-theme", "/animation/partenaires/qui-repond/?theme=emploi", "animator"),
    Shown(
        "animation/structure-invite-faults",
        "{structure prospect}",
        "animator",
        then=press("Envoyer l’invitation"),
        says="Donnez son adresse e-mail.",
        route="animators:invite_manager",
    ),
)
NO_PAGE = {
    "animators:open_territory": "acts",
    "animators:import_source_load": "acts",
    "animators:welcome_structure": "acts",
    "animators:set_structure_aside": "acts",
    "animators:return_to_network": "acts",
    "animators:tell_apart": "acts",
}
