"""The list of pages: who sees them, where they are, and what to press to bring them to the state worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.factories.accounts import PASSWORD
from tests.pages.world import MOBILE

Gesture = Callable[[Page], None]
SIGN_IN = "/extranet/compte/connexion/"


@dataclass(frozen=True)
class Shown:
    """One page in one state. `path` may hold the name of an address of the world: « {request late} »."""

    name: str
    path: str
    as_: str = ""  # a visit of the world for a young person, a user of it for a professional
    then: Gesture | None = None
    status: int = 200
    says: str = ""  # what tells this state from the others at the same address
    route: str = ""  # of the page that is shown in the end, when the address or `then` leads to another one

    @property
    def side(self) -> str:
        return self.name.partition("/")[0]


# --- Gestures -------------------------------------------------------------------------------------
def press(name: str, *, within: str = "main, .sticky-bar") -> Gesture:
    """Press a button and wait for the page it leads to."""

    def gesture(page: Page) -> None:
        with page.expect_navigation():
            page.locator(within).get_by_role("button", name=name).first.click()

    return gesture


def type_commune(page: Page) -> None:
    page.get_by_label("Tu habites où ?").press_sequentially("saint")
    page.get_by_role("option").first.wait_for()


def unfold(page: Page) -> None:
    """Open every part that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true })")


def give_the_password(page: Page) -> None:
    """The first half of signing in."""
    page.get_by_label("Adresse e-mail").fill(MOBILE)
    page.locator("input[type=password]").fill(PASSWORD)
    press("Me connecter")(page)


def note_nothing(page: Page) -> None:
    """Press « Ajouter la note » with nothing written."""
    page.locator("summary", has_text="Ajouter une note").click()
    press("Ajouter la note")(page)


def plan_an_absence(page: Page) -> None:
    """Type an absence with a deputy, and read what it will do."""
    page.get_by_label("Premier jour d’absence").fill("2026-12-21")
    page.get_by_label("Dernier jour d’absence").fill("2026-12-24")
    page.locator("label", has_text="Un ou une collègue prend le relais").first.click()
    page.get_by_label("Qui prend le relais").select_option(label="Malik Diallo")
    press("Voir ce qui va se passer")(page)


def open_coordinates(page: Page) -> None:
    """Give a reason, and read how to reach somebody."""
    page.get_by_label("Pourquoi ouvrir ces coordonnées").fill("La structure ne répond plus au téléphone.")
    press("Ouvrir les coordonnées")(page)


def keep_under_a_known_name(page: Page) -> None:
    """Press « Garder » with the name of a filter that is there already."""
    page.locator("summary", has_text="Garder ces filtres").click()
    page.get_by_label("Nom du filtre").fill("Celles que je suis")
    press("Garder")(page)


def say_the_need(page: Page) -> None:
    """The first page of a redirection, filled in."""
    page.locator("label", has_text="Son besoin est un autre").click()
    page.get_by_label("Votre pré-diagnostic").fill("Cherche d’abord un logement : l’emploi viendra après.")
    press("Continuer")(page)


def choose_a_target(page: Page) -> None:
    """The second one: the first offer that matches."""
    say_the_need(page)
    page.locator("input[name=target] + label").first.click()
    press("Continuer")(page)


def choose_what_goes(page: Page) -> None:
    """The third one, with an agreement told by voice."""
    choose_a_target(page)
    page.locator("label", has_text="Oui, elle me l’a dit").click()
    press("Continuer")(page)


def decline_without_a_reason(page: Page) -> None:
    """Press « Décliner la demande » with nothing chosen."""
    page.locator("summary", has_text="Décliner").click()
    press("Décliner la demande")(page)


def lose_the_token(name: str) -> Gesture:
    """What happens when a form was left open until its session ended."""

    def gesture(page: Page) -> None:
        page.evaluate(
            "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((each) => each.remove())"
        )
        press(name)(page)

    return gesture


# --- Young people ---------------------------------------------------------------------------------
PUBLIC = (
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

# --- Professionals --------------------------------------------------------------------------------
ACCOUNT = (
    Shown("account/sign-in", SIGN_IN),
    Shown(
        "account/sign-in-to-correct", SIGN_IN, "", press("Me connecter"), says="La connexion n’a pas abouti"
    ),
    Shown("account/forgotten", "/extranet/compte/mot-de-passe/oublie/"),
    Shown("account/forgotten-sent", "/extranet/compte/mot-de-passe/oublie/envoye/"),
    Shown("account/reset-done", "/extranet/compte/mot-de-passe/nouveau/"),
    Shown(
        "account/reset-link-used",
        "/extranet/compte/mot-de-passe/nouveau/1-abc-def/",
        says="Ce lien ne marche plus",
    ),
    Shown("account/new-password", "{reset}", says="Choisir un nouveau mot de passe"),
    Shown("account/invitation", "{invitation}", route="account_invitation", says="Ouvrir votre compte"),
    Shown(
        "account/invitation-closed",
        "/extranet/invitation/inconnue/",
        status=410,
        says="Cette invitation ne marche plus",
    ),
    Shown("account/second-factor-set-up", "/extranet/compte/second-facteur/reglage/", "newcomer"),
    Shown("account/second-factor-asked", "/extranet/compte/second-facteur/confirmation/", "referent"),
    Shown("account/second-factor", SIGN_IN, "", give_the_password, route="mfa_authenticate"),
    Shown(
        "account/recovery-codes",
        "/extranet/compte/codes-de-secours/nouveaux/",
        "codes",
        press("Créer de nouveaux codes"),
        route="mfa_view_recovery_codes",
    ),
    Shown("account/home", "/extranet/compte/", "referent"),
    Shown("account/digest", "/extranet/compte/resume/", "referent"),
    Shown("account/calendar", "/extranet/compte/agenda/", "referent", says="Créer mon adresse"),
    Shown("account/calendar-given", "/extranet/compte/agenda/", "several", says="Remplacer l’adresse"),
    Shown("account/profile", "/extranet/compte/profil/", "referent"),
    Shown("account/password", "/extranet/compte/mot-de-passe/", "referent"),
    Shown("account/password-asked", "/extranet/compte/confirmation/", "nobody"),
    Shown("account/new-recovery-codes", "/extranet/compte/codes-de-secours/nouveaux/", "referent"),
    Shown("account/sign-out", "/extranet/compte/deconnexion/", "referent"),
)
FROM_MAIL = (
    Shown(
        "extranet/from-mail", "{mail link}", route="extranet:act_from_mail", says="Vous répondez en tant que"
    ),
    Shown(
        "extranet/from-mail-shared",
        "{shared mail link}",
        then=press("Je m’en occupe"),
        route="extranet:act_from_mail",
        says="Dites d’abord qui vous êtes",
    ),
    Shown(
        "extranet/from-mail-over", "/extranet/mail/lien-inconnu/", status=404, says="ne permet plus d’agir"
    ),
)
EXTRANET = (
    *FROM_MAIL,
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
    Shown("extranet/redirect", "{redirect}", "referent", says="Votre pré-diagnostic"),
    Shown("extranet/redirect-to-correct", "{redirect}", "referent", press("Continuer"), says="Il manque"),
    Shown(
        "extranet/redirect-target", "{redirect}", "referent", say_the_need, says="Correspond à sa situation"
    ),
    Shown("extranet/redirect-sharing", "{redirect}", "referent", choose_a_target, says="Toujours transmis"),
    Shown(
        "extranet/redirect-summary",
        "{redirect}",
        "referent",
        choose_what_goes,
        says="Ce qui se passe ensuite",
    ),
    *(
        Shown(
            f"extranet/request-{name.replace(' ', '-')}", f"{{request {name}}}", "referent", unfold, says=says
        )
        for name, says in (
            ("waiting for an agreement", "doit dire si sa demande"),
            ("proposed", "Réorientation en cours"),
            ("declined", "La demande vous est rendue"),
            ("passed on", "Demande réorientée"),
            ("gone outside", "La personne a reçu ce contact"),
            ("taken over", "De structure en structure"),
        )
    ),
    Shown("extranet/redirections", "/extranet/reorientations/", "receiver", says="Réponse au plus tard"),
    Shown("extranet/redirections-none", "/extranet/reorientations/", "referent", says="Aucune réorientation"),
    Shown("extranet/redirection", "{redirection proposed}", "receiver", unfold, says="Accepter la demande"),
    Shown("extranet/redirection-accepted", "{redirection accepted}", "receiver", says="Ouvrir la demande"),
    Shown("extranet/redirection-declined", "{redirection declined}", "receiver", says="que cette ligne"),
    Shown(
        "extranet/redirection-to-correct",
        "{redirection proposed}",
        "receiver",
        decline_without_a_reason,
        route="extranet:decline_redirection",
        says="Il manque quelque chose",
    ),
    Shown("extranet/offers", "/extranet/offres/", "referent"),
    Shown("extranet/offers-several-structures", "/extranet/offres/", "several"),
    Shown("extranet/offer", "/extranet/offres/preparer-entretien/", "referent"),
    Shown("extranet/structure", "{structure}", "referent"),
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
ANIMATION = tuple(
    Shown(f"animation/{name}-{user}", path, user)
    for name, path, users in (
        ("home", "/animation/", ("animator", "national", "regional", "observer")),
        ("requests", "/animation/demandes/", ("animator",)),
        ("unblocking", "/animation/a-debloquer/", ("animator",)),
        ("watched", "{watched today}", ("animator",)),
        ("watched-stuck", "{watched stuck}", ("animator",)),
        ("redirect-elsewhere", "{elsewhere stuck}", ("animator",)),
        ("requests-late", "/animation/demandes/?retard=1", ("animator",)),
        ("partners", "/animation/partenaires/", ("animator",)),
        ("review", "/animation/verifications/", ("animator",)),
    )
    for user in users
)
ANIMATION += (
    Shown(
        "animation/coordinates",
        "{watched stuck}",
        "animator",
        then=open_coordinates,
        route="animators:coordinates",
    ),
)
PAGES = (*PUBLIC, *ACCOUNT, *EXTRANET, *ANIMATION)


# Routes that show no page of their own: they act, answer a machine, or lead elsewhere at once.
NO_PAGE = {
    "extranet:mail_door": "leads to the page of the link",
    "extranet:calendar_feed": "read by calendar programs",
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
    "extranet:display": "acts",
    "extranet:take_up": "acts",
    "extranet:assign": "acts",
    "extranet:saved_filter": "acts",
    "extranet:figures_export": "a file for a spreadsheet",
    "extranet:log_attempt": "acts",
    "extranet:note": "acts",
    "extranet:close": "acts",
    "extranet:reopen": "acts",
    "extranet:cancel_redirection": "acts",
    "extranet:note_agreement": "acts",
    "extranet:accept_redirection": "acts",
    "extranet:structure": "leads to the first structure",
    "animators:release": "acts",
    "animators:reject": "acts",
    "animators:reassign": "acts",
    "animators:answer_personally": "acts",
    "animators:open_coordinates": "acts",
    "account_end_sessions": "acts",
    "account_invitation_link": "leads to the invitation",
    "health": "for machines",
    "ready": "for machines",
}
