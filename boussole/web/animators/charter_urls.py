"""The charters: their texts, each agreement, the calendar of renewals, the list of a year."""

from django.urls import path

from boussole.web.animators.views import charter, charter_end, charter_texts, charters, many_charters

urlpatterns = [
    path("chartes/", charters.charters, name="charters"),
    path("chartes/envoi/", many_charters.send_charters, name="send_charters"),
    path("chartes/preparation/", many_charters.prepare_charters, name="prepare_charters"),
    path("chartes/calendrier/", charters.calendar, name="charter_calendar"),
    path("chartes/calendrier.ics", charters.calendar_file, name="charter_calendar_file"),
    path("chartes/annee/", charters.of_year, name="charters_of_year"),
    path("chartes/annee/fichier/", charters.year_file, name="charters_of_year_file"),
    path("chartes/textes/", charter_texts.charter_texts, name="charter_texts"),
    path("chartes/textes/ecrire/<slug:level>/", charter_texts.write_text, name="write_charter_text"),
    path("chartes/textes/<uuid:public_id>/", charter_texts.charter_text, name="charter_text"),
    path("chartes/textes/<uuid:public_id>/changements/", charter_texts.changes, name="charter_text_changes"),
    path("chartes/textes/<uuid:public_id>/usage/", charter_texts.publish_text, name="publish_charter_text"),
    path("chartes/textes/<uuid:public_id>/abandon/", charter_texts.drop_text, name="drop_charter_text"),
    path("chartes/<uuid:public_id>/", charter.charter, name="charter"),
    path("chartes/<uuid:public_id>/document/", charter.charter_document, name="charter_document"),
    path("chartes/<uuid:public_id>/envoi/", charter.send, name="send_charter"),
    path("chartes/<uuid:public_id>/relance/", charter.remind, name="remind_charter"),
    path("chartes/<uuid:public_id>/abandon/", charter.cancel, name="cancel_charter"),
    path("chartes/<uuid:public_id>/papier/", charter.scan, name="scan_charter"),
    path("chartes/<uuid:public_id>/preavis/", charter_end.give_notice, name="give_notice"),
    path("chartes/<uuid:public_id>/preavis/annulation/", charter_end.withdraw_notice, name="withdraw_notice"),
    path("chartes/<uuid:public_id>/fin-plus-proche/", charter_end.sooner_end, name="sooner_end"),
    path("chartes/<uuid:public_id>/signataires/<slug:role>/", charter.signatory, name="signatory"),
    path("chartes/<uuid:public_id>/signataires/<slug:role>/renvoi/", charter.resend, name="resend_charter"),
    path("chartes/<uuid:public_id>/signataires/<slug:role>/signer/", charter.sign_own, name="sign_own"),
    path("partenaires/<uuid:public_id>/charte/", charter.prepare, name="prepare_charter"),
]
