"""Signing in, and one’s own account."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.factories.accounts import PASSWORD
from tests.pages.catalogue.shown import Gesture, Shown, press
from tests.pages.world import MOBILE
from tests.pages.world.sign_in import KEY_ONLY

SIGN_IN = "/extranet/compte/connexion/"


def give_the_password(email: str) -> Gesture:
    """The first half of signing in."""

    def gesture(page: Page) -> None:
        page.get_by_label("Adresse e-mail").fill(email)
        page.locator("input[type=password]").fill(PASSWORD)
        press("Me connecter")(page)

    return gesture


PAGES = (
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
    Shown("account/second-factor", SIGN_IN, "", give_the_password(MOBILE), route="mfa_authenticate"),
    Shown(
        "account/passkey-step",
        SIGN_IN,
        "",
        give_the_password(KEY_ONLY),
        route="mfa_authenticate",
        says="Utiliser ma clé d’accès",
    ),
    Shown(
        "account/passkey-asked",
        "/extranet/compte/second-facteur/confirmation/",
        "everything",
        says="Utiliser ma clé",
    ),
    Shown(
        "account/recovery-codes",
        "/extranet/compte/codes-de-secours/nouveaux/",
        "codes",
        press("Créer de nouveaux codes"),
        route="mfa_view_recovery_codes",
    ),
    Shown("account/home", "/extranet/compte/", "referent"),
    Shown("account/home-with-passkeys", "/extranet/compte/", "everything", says="2 clés"),
    Shown(
        "account/sessions",
        "/extranet/compte/connexions/",
        "everything",
        says="Me déconnecter partout ailleurs",
    ),
    Shown("account/session-alone", "/extranet/compte/connexions/", "nobody", says="nulle part ailleurs"),
    Shown("account/passkeys", "/extranet/compte/cles/", "everything"),
    Shown("account/passkeys-none", "/extranet/compte/cles/", "nobody", says="Pas encore de clé d’accès"),
    Shown("account/passkeys-last", "/extranet/compte/cles/", "key only", says="C’est votre seule protection"),
    Shown("account/passkey-add", "/extranet/compte/cles/ajouter/", "nobody", says="Nom de la clé"),
    Shown("account/passkey-rename", "{rename passkey}", "everything"),
    Shown("account/passkey-remove", "{remove passkey}", "everything"),
    Shown("account/unsent", "/extranet/compte/reprise/", "interrupted", says="Envoyer ce que j’avais saisi"),
    Shown("account/home-with-proconnect", "/extranet/compte/", "linked", says="Ne plus le relier"),
    Shown(
        "account/proconnect-known",
        "/extranet/compte/proconnect/inconnu/",
        "known address",
        says="Me connecter pour le relier",
    ),
    Shown(
        "account/proconnect-unknown",
        "/extranet/compte/proconnect/inconnu/",
        "unknown address",
        says="Vous n’avez pas de compte",
    ),
    Shown(
        "account/proconnect-link",
        "/extranet/compte/proconnect/relier/",
        "relinking",
        says="Il remplace celui que vous aviez relié",
    ),
    Shown("account/digest", "/extranet/compte/resume/", "referent"),
    Shown("account/calendar", "/extranet/compte/agenda/", "referent", says="Créer mon adresse"),
    Shown("account/calendar-given", "/extranet/compte/agenda/", "several", says="Remplacer l’adresse"),
    Shown("account/profile", "/extranet/compte/profil/", "referent"),
    Shown("account/password", "/extranet/compte/mot-de-passe/", "referent"),
    Shown("account/password-asked", "/extranet/compte/confirmation/", "nobody"),
    Shown("account/new-recovery-codes", "/extranet/compte/codes-de-secours/nouveaux/", "referent"),
    Shown("account/sign-out", "/extranet/compte/deconnexion/", "referent"),
)
NO_PAGE = {
    "account_end_sessions": "acts",
    "proconnect_start": "leaves for ProConnect",
    "proconnect_return": "comes back from it, and leads on",
    "proconnect_unlink": "acts",
    "proconnect_signed_out": "leads to the sign-in page",
    "account_end_session": "acts",
    "account_login_passkey": "answers the script of the sign-in page, then acts",
    "account_invitation_link": "leads to the invitation",
}
