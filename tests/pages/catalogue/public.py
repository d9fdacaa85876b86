"""The pages of young people."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Gesture, Shown, press, unfold


def type_commune(page: Page) -> None:
    page.get_by_label("Tu habites où ?").press_sequentially("saint")
    page.get_by_role("option").first.wait_for()


def drop_a_file(page: Page) -> None:
    page.get_by_label("Votre document").set_input_files(
        {"name": "charte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 une copie"}
    )
    press("Vérifier ce fichier")(page)


def lose_the_token(name: str) -> Gesture:
    """What happens when a form was left open until its session ended."""

    def gesture(page: Page) -> None:
        page.evaluate(
            "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((each) => each.remove())"
        )
        press(name)(page)

    return gesture


PAGES = (
    Shown("public/home", "/", "nothing"),
    Shown("public/home-suggestions", "/", "nothing", type_commune),
    Shown(
        "public/home-to-correct",
        "/",
        "nothing",
        press("Continuer"),
        route="public:choose_commune",
        says="Écris ton code postal",
    ),
    Shown("public/verify", "/verifier/", says="Vérifier avec un autre outil"),
    Shown("public/verify-unknown", "/verifier/", "", drop_a_file, says="n’est pas de la Boussole"),
    Shown(
        "public/verify-nothing", "/verifier/", "", press("Vérifier ce fichier"), says="Choisissez un fichier"
    ),
    Shown("public/home-known", "/", "waiting", says="Rester à Saint-Étienne"),
    Shown("public/communes", "/communes/?q=saint-etienne", "nothing"),
    Shown("public/communes-none", "/communes/?q=xyzzyplugh", "nothing", says="Nous ne trouvons pas"),
    Shown("public/second-commune", "/ma-commune/autre/", "home"),
    Shown("public/themes", "/themes/", "home"),
    Shown("public/themes-two-communes", "/themes/", "two communes", says="On cherche aussi à Roanne"),
    Shown("public/themes-elsewhere", "/themes/", "elsewhere", says="Il n’y a pas encore de Boussole à Lyon"),
    Shown("public/theme-closed", "/themes/loisirs/", "home", status=404),
    Shown("public/theme-unknown", "/themes/astrologie/", "home", status=404),
    Shown("public/age", "/themes/emploi/", "home", route="public:question"),
    Shown(
        "public/age-to-correct",
        "/themes/emploi/questions/0/",
        "home",
        press("Continuer"),
        says="Écris ton âge en chiffres",
    ),
    Shown("public/question", "/themes/emploi/questions/1/", "age"),
    Shown("public/question-answered", "/themes/emploi/questions/3/", "results"),
    Shown("public/too-young", "/avant-15-ans/", "too young"),
    Shown("public/results", "/themes/emploi/resultats/", "results", unfold),
    Shown("public/results-chosen", "/themes/emploi/resultats/", "chosen", says="2 services choisis"),
    Shown("public/results-one-category", "/themes/emploi/resultats/?rubrique=postuler", "results"),
    Shown("public/results-none", "/themes/mobilite/resultats/", "no result", says="quelqu’un peut t’aider"),
    Shown("public/offer", "/offres/preparer-entretien/", "results"),
    Shown("public/offer-chosen", "/offres/preparer-entretien/", "chosen", says="Dans ta sélection"),
    Shown("public/offer-far", "/offres/preparer-entretien/", "elsewhere", says="n’est pas ouvert à Lyon"),
    Shown("public/offer-from-nowhere", "/offres/parler-a-l-escale/", "nothing"),
    Shown("public/offer-slower", "/offres/lancer-activite/", "results", says="Délai allongé jusqu’au"),
    Shown("public/offer-gone", "/offres/chambre-en-residence/", "results", status=410),
    Shown("public/offer-unknown", "/offres/inconnue/", "nothing", status=404),
    Shown("public/form-nothing-chosen", "/ma-demande/", "results", says="Choisis d’abord un service"),
    Shown("public/form", "/ma-demande/", "chosen"),
    Shown(
        "public/form-to-correct",
        "/ma-demande/",
        "chosen",
        press("Envoyer à"),
        says="Donne un numéro de téléphone",
    ),
    Shown("public/form-offer-gone", "/ma-demande/", "gone", says="Ce service n’est plus proposé"),
    Shown("public/form-already-sent", "/ma-demande/", "waiting", says="Ta demande est déjà partie"),
    Shown("public/form-open-too-long", "/ma-demande/", "chosen", lose_the_token("Envoyer à"), status=403),
    Shown("public/receipt", "/ma-demande/envoyee/", "waiting", says="C’est envoyé, Lina"),
    Shown("public/receipt-none", "/ma-demande/envoyee/", "nothing", says="Aucune demande n’est partie d’ici"),
    Shown("public/follow-up-by-link", "{follow-up link}", "nothing", route="public:follow_up"),
    Shown("public/follow-up", "/suivi/", "waiting"),
    Shown("public/follow-up-just-late", "/suivi/", "just late", says="La date promise est passée"),
    Shown("public/follow-up-late", "/suivi/", "late", unfold, says="Personne ne t’a contacté à temps"),
    Shown("public/follow-up-late-said", "/suivi/", "said late", says="Tu l’as dit aujourd’hui"),
    Shown(
        "public/follow-up-not-yet",
        "/suivi/",
        "waiting",
        press("Personne ne m’a contacté"),
        says="C’est encore dans les temps",
    ),
    Shown("public/follow-up-tried", "/suivi/", "tried", says="Un nouvel essai suivra"),
    Shown("public/follow-up-contradicted", "/suivi/", "contradicted", says="personne ne m’a contacté"),
    Shown("public/follow-up-told", "/suivi/", "told", says="Le contact est établi"),
    Shown("public/follow-up-over", "/suivi/", "over", says="Tout est terminé ici"),
    Shown("public/follow-up-opinion-given", "/suivi/", "opinion", says="Corriger mon avis"),
    Shown("public/follow-up-withdrawn", "/suivi/", "withdrawn", says="Tu as annulé cette demande"),
    Shown("public/follow-up-unanswered", "/suivi/", "unanswered", says="n’a pas tenu sa promesse"),
    Shown("public/opinion", "{opinion}", "told"),
    Shown(
        "public/opinion-to-correct",
        "{opinion}",
        "told",
        press("Envoyer mon avis"),
        says="Choisis une note de 1 à 5",
    ),
    Shown("public/moments", "/suivi/moments/", "waiting"),
    Shown("public/follow-up-no-link", "/suivi/", "nothing", says="Ouvre le lien que tu as gardé"),
    Shown("public/follow-up-unknown-link", "/suivi/inconnu-12345/", "nothing", status=404),
    Shown("public/follow-up-forgotten", "{forgotten link}", "nothing", status=410, says="a été effacée"),
    Shown("public/follow-up-agreement", "/suivi/", "asked to agree", says="On attend ta réponse"),
    Shown("public/agreement", "{agreement}", "asked to agree", says="Transmettre ta demande"),
    Shown("public/follow-up-passed-on", "/suivi/", "passed on", says="reprend ta demande"),
    Shown("public/follow-up-outside", "/suivi/", "outside", says="Qui peut t’aider"),
    Shown("public/find", "/suivi/retrouver/", "nothing"),
    Shown(
        "public/find-to-correct",
        "/suivi/retrouver/",
        "nothing",
        press("Recevoir un code"),
        says="Écris ton numéro de mobile",
    ),
    Shown("public/enter-code", "/suivi/retrouver/code/", "code asked"),
    Shown("public/own-filings", "/suivi/demandes/", "proved", says="Quelle demande veux-tu suivre"),
    Shown("public/protected", "/suivi/retrouver/protection/", "protected", says="Ce contact est protégé"),
    Shown("public/protected-no-more", "/suivi/retrouver/protection/", "nothing", says="plus rien ici"),
    Shown("public/own-data", "/suivi/mes-donnees/", "told", says="Ce qui est personnel est masqué"),
    Shown("public/own-data-proved", "/suivi/mes-donnees/", "proved", says="Rien n’est caché"),
    Shown("public/erase", "/suivi/effacer/", "waiting"),
    Shown("public/erase-several", "/suivi/effacer/", "proved", says="Effacer celle-ci seulement"),
    Shown("public/erased", "/suivi/effacer/fait/", "nothing"),
    Shown("public/not-me", "/suivi/pas-moi/", "waiting"),
    Shown("public/disowned", "/suivi/pas-moi/fait/", "nothing"),
    Shown("public/correct", "/suivi/coordonnees/", "waiting"),
    Shown("public/withdraw", "{withdraw}", "waiting"),
    Shown("public/withdraw-all", "/suivi/annuler/", "waiting"),
    Shown("public/how-it-works", "/comment-ca-marche/", "nothing"),
    Shown("public/legal", "/mentions-legales/", "nothing"),
    Shown("public/privacy", "/confidentialite/", "nothing"),
    Shown("public/privacy-15-17", "/confidentialite/15-17-ans/", "nothing"),
    Shown("public/privacy-adults", "/confidentialite/adultes/", "nothing"),
    Shown("public/accessibility", "/accessibilite/", "nothing"),
    Shown("public/sitemap", "/plan-du-site/", "nothing"),
    Shown("public/not-found", "/nulle-part/", "nothing", status=404),
)
NO_PAGE = {
    "public:seal_certificate": "a file",
    "public:choose_commune": "acts",
    "public:commune_suggestions": "answers the script of the search box",
    "public:theme": "leads to the first question that waits",
    "public:follow_up_door": "leads to the follow-up",
    "public:not_me_door": "leads to « ce n’est pas moi »",
    "public:find_own": "acts",
    "public:own_data_file": "a file to keep",
    "public:pick": "acts",
    "public:drop": "acts",
    "public:calendar": "a file for an agenda",
    "public:say_contacted": "acts",
    "public:say_not_contacted": "acts",
    "public:nudge": "acts",
    "public:ask_another": "acts",
    "public:leave": "leads elsewhere",
    "public:sitemap_xml": "for machines",
    "public:robots": "for machines",
    "public:security": "for machines",
}
