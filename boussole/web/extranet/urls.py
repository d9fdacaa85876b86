"""The professional's site. Signing in and the account are in `account_urls.py`, outside this namespace."""

from django.urls import path

from boussole.web.extranet.views import (
    absences,
    calendar,
    capacity,
    colleagues,
    contact_request,
    departure,
    disagreements,
    display,
    entrusting,
    export,
    figures,
    from_mail,
    gestures,
    home,
    offers,
    ready_answers,
    redirecting,
    redirections,
    requests,
    saved_filters,
    structure,
)

app_name = "extranet"
urlpatterns = [
    path("", home.home, name="home"),
    path("affichage/", display.change, name="display"),
    # Requests: each gesture is a resource of its own
    path("demandes/", requests.requests, name="requests"),
    path("demandes/export/", export.export, name="export"),
    path("demandes/confier/", entrusting.entrust, name="entrust"),
    path("demandes/filtres/", saved_filters.saved_filters, name="saved_filters"),
    path("demandes/filtres/<int:pk>/", saved_filters.saved_filter, name="saved_filter"),
    path("demandes/<uuid:public_id>/", contact_request.contact_request, name="contact_request"),
    path("demandes/<uuid:public_id>/prise-en-charge/", gestures.take_up, name="take_up"),
    path("demandes/<uuid:public_id>/attribution/", gestures.assign, name="assign"),
    path("demandes/<uuid:public_id>/appel/", gestures.log_attempt, name="log_attempt"),
    path("demandes/<uuid:public_id>/note/", gestures.note, name="note"),
    path("demandes/<uuid:public_id>/cloture/", gestures.close, name="close"),
    path("demandes/<uuid:public_id>/reouverture/", gestures.reopen, name="reopen"),
    path("demandes/<uuid:public_id>/reorientation/", redirecting.redirect_request, name="redirect"),
    path("demandes/<uuid:public_id>/reorientation/annuler/", redirecting.cancel, name="cancel_redirection"),
    path(
        "demandes/<uuid:public_id>/reorientation/accord/", redirecting.note_agreement, name="note_agreement"
    ),
    # What other structures propose
    path("reorientations/", redirections.redirections, name="redirections"),
    path("reorientations/<uuid:public_id>/", redirections.redirection, name="redirection"),
    path("reorientations/<uuid:public_id>/accepter/", redirections.accept, name="accept_redirection"),
    path("reorientations/<uuid:public_id>/decliner/", redirections.decline, name="decline_redirection"),
    # The young person's word against the log: for managers
    path("desaccords/", disagreements.disagreements, name="disagreements"),
    path("desaccords/<uuid:public_id>/", disagreements.settle, name="settle_disagreement"),
    # From a mail, without signing in
    path("mail/<str:token>/", from_mail.door, name="mail_door"),
    path("mail/demande/<uuid:public_id>/", from_mail.act_from_mail, name="act_from_mail"),
    path("agenda/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    # What the structure writes often
    path("reponses/", ready_answers.ready_answers, name="ready_answers"),
    path("reponses/nouvelle/", ready_answers.add, name="add_ready_answer"),
    path("reponses/<int:pk>/", ready_answers.change, name="change_ready_answer"),
    path("reponses/<int:pk>/suppression/", ready_answers.delete, name="delete_ready_answer"),
    # What the structure offers, and who works there
    path("offres/", offers.offers, name="offers"),
    path("offres/<slug:code>/", offers.offer, name="offer"),
    path("offres/<slug:code>/capacite/", capacity.capacity, name="capacity"),
    path("structure/", structure.first, name="structure"),
    path("structure/<uuid:public_id>/", structure.structure, name="structure_page"),
    path("chiffres/", figures.figures, name="figures"),
    path("chiffres/export/", figures.export, name="figures_export"),
    path("collegues/", colleagues.colleagues, name="colleagues"),
    path("collegues/<int:pk>/depart/", departure.departure, name="departure"),
    path("absences/", absences.absences, name="absences"),
    path("absences/nouvelle/", absences.declare, name="declare_absence"),
    path("absences/<uuid:public_id>/annulation/", absences.cancel, name="cancel_absence"),
]
