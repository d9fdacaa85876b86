"""The desk of professionals."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press, unfold


def note_nothing(page: Page) -> None:
    """Press « Ajouter la note » with nothing written."""
    page.locator("summary", has_text="Ajouter une note").click()
    press("Ajouter la note")(page)


def keep_under_a_known_name(page: Page) -> None:
    """Press « Garder » with the name of a filter that is there already."""
    page.locator("summary", has_text="Garder ces filtres").click()
    page.get_by_label("Nom du filtre").fill("Celles que je suis")
    press("Garder")(page)


def plan_an_absence(page: Page) -> None:
    """Type an absence with a deputy, and read what it will do."""
    page.get_by_label("Premier jour d’absence").fill("2026-12-21")
    page.get_by_label("Dernier jour d’absence").fill("2026-12-24")
    page.locator("label", has_text="Un ou une collègue prend le relais").first.click()
    page.get_by_label("Qui prend le relais").select_option(label="Malik Diallo")
    press("Voir ce qui va se passer")(page)


def promise_twelve_days(page: Page) -> None:
    """Type a delay that the charter does not allow."""
    page.get_by_label("Délai de réponse promis").fill("12")
    press("Enregistrer et continuer")(page)


def give_a_wrong_number(page: Page) -> None:
    """Type a SIRET with one wrong digit."""
    page.get_by_label("Numéro SIRET").fill("123 456 782 00011")
    press("Enregistrer")(page)


def narrow_the_zone(page: Page) -> None:
    """Keep one commune of the zone, and see what the offers lose."""
    page.locator("label", has_text="Certaines communes seulement").click()
    unfold(page)
    page.locator("main input[name='areas']").evaluate_all(
        "boxes => boxes.forEach((box) => { box.checked = false })"
    )
    page.locator("main input[value='commune:42095']").check()
    press("Enregistrer la zone")(page)


PAGES = (
    Shown("extranet/ready-answers", "/extranet/reponses/", "referent", says="Prise de contact"),
    Shown("extranet/ready-answers-none", "/extranet/reponses/", "quiet", says="Aucune réponse prête"),
    Shown("extranet/ready-answer-add", "/extranet/reponses/nouvelle/", "several", press("Enregistrer")),
    Shown("extranet/ready-answer-change", "{ready answer}", "referent"),
    Shown("extranet/ready-answer-delete", "{delete ready answer}", "referent"),
    Shown("extranet/home", "/extranet/", "referent", says="En retard"),
    Shown("extranet/home-several-structures", "/extranet/", "several", says="Mission locale"),
    Shown("extranet/home-nothing", "/extranet/", "quiet", says="Aucune demande n’attend de réponse"),
    Shown("extranet/home-no-structure", "/extranet/", "nobody", says="rattaché à aucune structure"),
    Shown("extranet/requests", "/extranet/demandes/", "referent"),
    Shown("extranet/requests-all", "/extranet/demandes/?etat=toutes", "referent"),
    Shown("extranet/requests-one", "/extranet/demandes/?q=Bilal", "referent"),
    Shown("extranet/requests-none", "/extranet/demandes/", "quiet", says="Aucune demande ici"),
    Shown(
        "extranet/requests-no-match",
        "/extranet/demandes/?q=personne",
        "referent",
        says="Aucune demande ne correspond",
    ),
    Shown(
        "extranet/requests-to-correct",
        "/extranet/demandes/?du=2026-11-20&au=2026-11-02",
        "referent",
        says="vient avant la première",
    ),
    Shown("extranet/disagreements", "/extranet/desaccords/", "several", says="On m’a contacté"),
    Shown(
        "extranet/disagreements-to-correct",
        "/extranet/desaccords/",
        "several",
        press("Expliquer ce désaccord"),
        route="extranet:settle_disagreement",
        says="Écrivez ce que vous avez compris",
    ),
    Shown("extranet/disagreements-none", "/extranet/desaccords/", "quiet", says="Aucun désaccord"),
    Shown(
        "extranet/requests-filter-kept", "/extranet/demandes/?etat=ouvertes&personne=moi", "referent", unfold
    ),
    Shown("extranet/requests-to-keep", "/extranet/demandes/?echeance=retard", "referent", unfold),
    Shown(
        "extranet/requests-to-entrust",
        "/extranet/demandes/?etat=ouvertes",
        "referent",
        press("Confier les demandes cochées"),
        route="extranet:entrust",
        says="Cochez d’abord les demandes à confier",
    ),
    Shown("extranet/saved-filters", "/extranet/demandes/filtres/", "referent", says="Renommer"),
    Shown("extranet/saved-filters-none", "/extranet/demandes/filtres/", "quiet", says="Aucun filtre gardé"),
    Shown(
        "extranet/saved-filters-to-correct",
        "/extranet/demandes/?echeance=retard",
        "referent",
        keep_under_a_known_name,
        route="extranet:saved_filters",
        says="Vous avez déjà un filtre de ce nom",
    ),
    Shown("extranet/figures", "/extranet/chiffres/", "referent", says="Promesses tenues"),
    Shown("extranet/figures-several-structures", "/extranet/chiffres/", "several", says="Mission locale"),
    Shown("extranet/figures-none", "/extranet/chiffres/", "quiet", says="Aucune demande sur ces 12 mois"),
    Shown("extranet/export", "/extranet/demandes/export/", "referent"),
    *(
        Shown(f"extranet/request-{name.replace(' ', '-')}", f"{{request {name}}}", "referent", unfold)
        for name in (
            "late",
            "tomorrow",
            "minor",
            "without name",
            "mine",
            "tried",
            "contacted",
            "closed",
            "withdrawn",
            "contradicted",
            "opinion",
        )
    ),
    Shown(
        "extranet/request-to-correct",
        "{request today}",
        "referent",
        note_nothing,
        route="extranet:note",
        says="Il manque quelque chose",
    ),
    Shown("extranet/offers", "/extranet/offres/", "referent"),
    Shown("extranet/offers-several-structures", "/extranet/offres/", "several"),
    Shown("extranet/offer", "/extranet/offres/preparer-entretien/", "referent"),
    Shown("extranet/offer-begin", "/extranet/offres/nouvelle/", "several"),
    Shown(
        "extranet/offer-begin-to-correct",
        "/extranet/offres/nouvelle/",
        "referent",
        press("Commencer"),
        says="Donnez un titre",
    ),
    Shown("extranet/offer-being-written", "{offer advanced}", "referent", says="Continuer à écrire"),
    Shown("extranet/offer-in-review", "{offer waiting}", "referent", says="En relecture depuis 3 jours"),
    Shown(
        "extranet/write-essential",
        "{write advanced essentiel}",
        "referent",
        says="Ce qui peut être plus clair",
    ),
    Shown("extranet/write-essential-begun", "{write begun essentiel}", "referent"),
    Shown("extranet/write-sent-back", "{write sent back essentiel}", "referent", says="Que faut-il apporter"),
    Shown("extranet/write-audience", "{write advanced pour-qui}", "referent", says="Qui verra cette offre"),
    Shown("extranet/write-where", "{write advanced ou}", "referent", says="communes choisies sur"),
    Shown("extranet/write-where-whole", "{write begun ou}", "referent"),
    Shown("extranet/write-when", "{write advanced quand}", "referent"),
    Shown(
        "extranet/write-when-to-correct",
        "{write begun quand}",
        "referent",
        promise_twelve_days,
        says="7 au plus",
    ),
    Shown("extranet/write-contacts", "{write advanced contacts}", "several", says="Vrai tout de suite"),
    Shown("extranet/offer-contacts", "/extranet/offres/preparer-entretien/contacts/", "several"),
    Shown("extranet/write-review", "{write advanced relire}", "referent", says="Tout y est"),
    Shown("extranet/write-review-missing", "{write begun relire}", "referent", says="manquent encore"),
    Shown("extranet/offer-preview", "{preview offer}", "referent", says="Sur un téléphone"),
    Shown("extranet/offer-preview-card", "{preview card}", "referent"),
    Shown("extranet/offer-preview-page", "{preview page}", "referent", says="C’est pour toi si"),
    Shown("extranet/structure", "{structure}", "referent"),
    Shown("extranet/structure-responsible", "{structure}", "several", says="Permanence de Firminy"),
    Shown("extranet/structure-presentation", "{structure presentation}", "several"),
    Shown(
        "extranet/structure-presentation-faults",
        "{structure presentation}",
        "several",
        give_a_wrong_number,
        says="vérifiez chaque chiffre",
    ),
    Shown("extranet/structure-reach", "{structure venir}", "several"),
    Shown("extranet/structure-requests", "{structure demandes}", "several"),
    Shown("extranet/structure-zone", "{structure zone}", "several"),
    Shown(
        "extranet/structure-zone-narrowed",
        "{structure zone}",
        "several",
        narrow_the_zone,
        says="Ce que cette zone change",
    ),
    Shown("extranet/structure-site-add", "{structure new site}", "several"),
    Shown("extranet/structure-site", "{structure site}", "several"),
    Shown("extranet/structure-site-close", "{structure close site}", "several"),
    Shown("extranet/answering", "{structure answering}", "referent"),
    Shown("extranet/colleagues", "/extranet/collegues/", "referent", says="Absence en cours"),
    Shown("extranet/departure", "{departure}", "referent", says="demandes ouvertes"),
    Shown(
        "extranet/departure-to-correct",
        "{departure}",
        "several",
        press("Confier et confirmer"),
        says="rien ne peut rester sans personne",
    ),
    Shown("extranet/departure-refused", "{departure}", "colleague", says="ne peut pas encore se faire"),
    Shown("extranet/absences", "/extranet/absences/", "several", unfold, says="En ce moment"),
    Shown("extranet/absences-none", "/extranet/absences/", "quiet", says="Aucune absence prévue"),
    Shown("extranet/absence", "/extranet/absences/nouvelle/", "referent"),
    Shown(
        "extranet/absence-to-correct",
        "/extranet/absences/nouvelle/",
        "referent",
        press("Voir ce qui va se passer"),
        says="Choisissez un jour",
    ),
    Shown(
        "extranet/absence-foreseen",
        "/extranet/absences/nouvelle/",
        "referent",
        plan_an_absence,
        says="demandes passeront à Malik",
    ),
    Shown("extranet/cancel-absence", "{cancel absence}", "several"),
    Shown("extranet/capacity", "/extranet/offres/preparer-entretien/capacite/", "several"),
    Shown(
        "extranet/capacity-refused",
        "/extranet/offres/preparer-entretien/capacite/",
        "referent",
        says="Seule la personne responsable",
    ),
    Shown("extranet/not-found", "/extranet/nulle-part/", "referent", status=404),
)
NO_PAGE = {
    "extranet:calendar_feed": "read by calendar programs",
    "extranet:display": "acts",
    "extranet:write_offer": "acts, and leads to the first section",
    "extranet:look_section": "the page of the section, computed again",
    "extranet:take_up": "acts",
    "extranet:assign": "acts",
    "extranet:saved_filter": "acts",
    "extranet:figures_export": "a file for a spreadsheet",
    "extranet:log_attempt": "acts",
    "extranet:note": "acts",
    "extranet:close": "acts",
    "extranet:reopen": "acts",
    "extranet:structure": "leads to the first structure",
}
