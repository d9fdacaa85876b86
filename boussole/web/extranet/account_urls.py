"""Signing in, and one's own account. The names are those that django-allauth looks for, hence no namespace.

Only what we use is routed: no sign-up, no management of addresses, no second factor taken off.
"""

from allauth.account import views as allauth_account
from django.urls import path, re_path

from boussole.web.extranet.views import (
    account,
    calendar,
    digest,
    invitation,
    passkey_sign_in,
    passkeys,
    proconnect,
    second_factor,
    sessions,
    unsent,
    workplace,
)
from boussole.web.shared.access import opens_before_second_factor

urlpatterns = [
    # Who one is
    path("compte/", account.home, name="account_home"),
    path("compte/profil/", account.profile, name="account_profile"),
    path("compte/connexions/", sessions.work_sessions, name="account_sessions"),
    path("compte/connexions/fermer/", sessions.end_others, name="account_end_sessions"),
    path("compte/connexions/<uuid:public_id>/fermer/", sessions.end_one, name="account_end_session"),
    path("compte/reprise/", unsent.take_up_again, name="account_unsent"),
    path("compte/resume/", digest.digest, name="account_digest"),
    path("compte/agenda/", calendar.calendar, name="account_calendar"),
    # Coming in and going out
    path("compte/connexion/", allauth_account.login, name="account_login"),
    path("compte/connexion/cle/", passkey_sign_in.sign_in, name="account_login_passkey"),
    path("compte/deconnexion/", allauth_account.logout, name="account_logout"),
    path(
        "compte/confirmation/",
        opens_before_second_factor(allauth_account.reauthenticate),
        name="account_reauthenticate",
    ),
    # The password
    path("compte/mot-de-passe/", allauth_account.password_change, name="account_change_password"),
    path("compte/mot-de-passe/oublie/", allauth_account.password_reset, name="account_reset_password"),
    path(
        "compte/mot-de-passe/oublie/envoye/",
        allauth_account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^compte/mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.choose_new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "compte/mot-de-passe/nouveau/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # The second factor
    path("compte/second-facteur/", second_factor.show, name="mfa_authenticate"),
    path(
        "compte/second-facteur/confirmation/",
        opens_before_second_factor(second_factor.show_again),
        name="mfa_reauthenticate",
    ),
    path("compte/second-facteur/reglage/", second_factor.enrol, name="mfa_activate_totp"),
    path("compte/codes-de-secours/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "compte/codes-de-secours/nouveaux/",
        second_factor.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    # ProConnect
    path("compte/proconnect/", proconnect.start, name="proconnect_start"),
    path("compte/proconnect/retour/", proconnect.come_back, name="proconnect_return"),
    path("compte/proconnect/inconnu/", proconnect.unknown, name="proconnect_unknown"),
    path("compte/proconnect/relier/", proconnect.link, name="proconnect_link"),
    path("compte/proconnect/delier/", proconnect.unlink, name="proconnect_unlink"),
    path("compte/proconnect/sortie/", proconnect.signed_out, name="proconnect_signed_out"),
    # Passkeys
    path("compte/cles/", passkeys.passkeys, name="account_passkeys"),
    path("compte/cles/ajouter/", passkeys.add, name="account_add_passkey"),
    path("compte/cles/<int:number>/nom/", passkeys.rename, name="account_rename_passkey"),
    path("compte/cles/<int:number>/retirer/", passkeys.remove, name="account_remove_passkey"),
    # Opening an account
    path("compte/poste/", workplace.choose, name="account_workplace"),
    path("compte/invitations/", invitation.to_answer, name="account_invitations"),
    path("compte/invitations/<uuid:public_id>/", invitation.answer, name="account_answer_invitation"),
    path("invitation/", invitation.open_account, name="account_invitation"),
    path("invitation/<str:token>/", invitation.follow_link, name="account_invitation_link"),
]
