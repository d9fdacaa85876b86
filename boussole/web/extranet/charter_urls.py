"""The charter of a structure, and the pages of the people who sign it."""

from django.urls import path

from boussole.web.extranet.views import charter, signing

urlpatterns = [
    path("structure/<uuid:public_id>/charte/", charter.charter, name="charter"),
    path("chartes/<uuid:public_id>/document/", charter.charter_document, name="charter_document"),
    path("chartes/<uuid:public_id>/preavis/", charter.give_notice, name="give_notice"),
    path("chartes/<uuid:public_id>/preavis/annulation/", charter.withdraw_notice, name="withdraw_notice"),
    path("chartes/<uuid:public_id>/fin-plus-proche/", charter.sooner_end, name="sooner_end"),
    path("chartes/signature/<uuid:public_id>/", charter.sign_own, name="sign_own"),
    # From a mail, without signing in: each signatory by their own link
    path("signature/<str:token>/", signing.door, name="signature_door"),
    path("signature/charte/<uuid:public_id>/", signing.sign_charter, name="sign_charter"),
    path("signature/charte/<uuid:public_id>/code/", signing.ask_signature_code, name="signature_code"),
    path("signature/charte/<uuid:public_id>/refus/", signing.refuse_charter, name="refuse_charter"),
    path("signature/charte/<uuid:public_id>/document/", signing.signed_document, name="signature_document"),
]
