"""The professional's site. Signing in and the account are in `account_urls.py`, outside this namespace."""

from django.urls import include, path

from boussole.web.extranet.desk import at_desk
from boussole.web.extranet.views import (
    absences,
    answer_reviews,
    calendar,
    capacity,
    colleagues,
    confirming,
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
    joining,
    loading_spreadsheet,
    news,
    offers,
    offers_contacts,
    offers_history,
    offers_life,
    offers_preview,
    offers_review,
    offers_start,
    offers_templates,
    offers_writing,
    questions,
    ready_answers,
    redirecting,
    redirections,
    requests,
    rights,
    saved_filters,
    team,
)
from boussole.web.shared.directory.urls import directory_urls

app_name = "extranet"
urlpatterns = [
    # Who else is a partner
    *directory_urls("extranet", at_desk),
    path("nouvelles/<str:token>/", news.unsubscribe, name="unsubscribe"),
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
    path("confirmation/", confirming.confirm_from_mail, name="confirm_from_mail"),
    path("confirmation/<str:token>/", confirming.confirm_door, name="confirm_door"),
    path("agenda/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    # What the structure writes often
    path("reponses/", ready_answers.ready_answers, name="ready_answers"),
    path("reponses/nouvelle/", ready_answers.add, name="add_ready_answer"),
    path("reponses/<int:pk>/", ready_answers.change, name="change_ready_answer"),
    path("reponses/<int:pk>/suppression/", ready_answers.delete, name="delete_ready_answer"),
    # What the structure offers, and who works there
    path("offres/", offers.offers, name="offers"),
    path("offres/nouvelle/", offers_start.start, name="start_offer"),
    path("offres/a-confirmer/", confirming.confirm_offers, name="confirm_offers"),
    path("offres/a-revoir/", answer_reviews.answer_reviews, name="answer_reviews"),
    path("offres/modeles/", offers_templates.templates, name="offer_templates"),
    path("offres/modeles/<slug:code>/", offers_templates.use, name="use_offer_template"),
    path("offres/tableur/", loading_spreadsheet.spreadsheet, name="spreadsheet"),
    path(
        "offres/tableur/<slug:content>.<slug:format>", loading_spreadsheet.download, name="spreadsheet_file"
    ),
    path("offres/tableur/<uuid:public_id>/", loading_spreadsheet.run, name="spreadsheet_run"),
    path(
        "offres/tableur/<uuid:public_id>/import/", loading_spreadsheet.import_run, name="spreadsheet_import"
    ),
    path(
        "offres/tableur/<uuid:public_id>/annulation/", loading_spreadsheet.undo_run, name="spreadsheet_undo"
    ),
    path("offres/<slug:code>/", offers.offer, name="offer"),
    path("offres/<slug:code>/ecrire/", offers_writing.write, name="write_offer"),
    path("offres/<slug:code>/ecrire/contacts/", offers_contacts.write_contacts, name="write_contacts"),
    path("offres/<slug:code>/contacts/", offers_contacts.offer_contacts, name="offer_contacts"),
    path("offres/<slug:code>/ecrire/relire/", offers_review.review, name="review_draft"),
    path("offres/<slug:code>/ecrire/<slug:section>/", offers_writing.section, name="write_section"),
    path("offres/<slug:code>/ecrire/<slug:section>/apercu/", offers_writing.look, name="look_section"),
    path("offres/<slug:code>/apercu/", offers_preview.preview, name="preview_offer"),
    path("offres/<slug:code>/apercu/<slug:look>/", offers_preview.seen, name="preview_frame"),
    # Its life and its history: each gesture is a resource of its own
    path("offres/<slug:code>/historique/", offers_history.history, name="offer_history"),
    path(
        "offres/<slug:code>/historique/<int:number>/reprise/", offers_history.restore, name="restore_version"
    ),
    path("offres/<slug:code>/copie/", offers_history.copy, name="copy_offer"),
    path("offres/<slug:code>/pause/", offers_life.pause, name="pause_offer"),
    path("offres/<slug:code>/reprise/", offers_life.resume, name="resume_offer"),
    path("offres/<slug:code>/fin/", offers_life.end, name="end_offer"),
    path("offres/<slug:code>/archive/", offers_life.archive, name="archive_offer"),
    path("offres/<slug:code>/archive/sortie/", offers_life.unarchive, name="unarchive_offer"),
    path("offres/<slug:code>/abandon/", offers_life.drop, name="drop_draft"),
    path("offres/<slug:code>/relecture/retrait/", offers_life.withdraw, name="withdraw_version"),
    path("offres/<slug:code>/programmation/annulation/", offers_life.cancel_schedule, name="cancel_schedule"),
    path("offres/<slug:code>/modele/detachement/", offers_life.detach, name="detach_offer"),
    path("offres/<slug:code>/capacite/", capacity.capacity, name="capacity"),
    path("", include("boussole.web.extranet.structure_urls")),
    path("", include("boussole.web.extranet.charter_urls")),
    path("chiffres/", figures.figures, name="figures"),
    path("chiffres/export/", figures.export, name="figures_export"),
    path("collegues/", colleagues.colleagues, name="colleagues"),
    path("collegues/communes/", joining.commune_suggestions, name="commune_suggestions"),
    path("collegues/<int:pk>/depart/", departure.departure, name="departure"),
    path("collegues/<uuid:public_id>/", team.change, name="change_colleague"),
    path("collegues/<uuid:public_id>/confirmation/", team.confirm, name="confirm_colleague"),
    path("collegues/<uuid:public_id>/depart/", team.let_go, name="let_colleague_go"),
    path("droits/", rights.rights, name="rights"),
    path("invitations/nouvelle/", joining.invite_colleague, name="invite_colleague"),
    path("invitations/", joining.invitations, name="invitations"),
    path("invitations/<uuid:public_id>/renvoi/", joining.resend_invitation, name="resend_invitation"),
    path(
        "invitations/<uuid:public_id>/annulation/",
        joining.cancel_invitation,
        name="cancel_invitation",
    ),
    path("absences/", absences.absences, name="absences"),
    path("absences/nouvelle/", absences.declare, name="declare_absence"),
    path("absences/<uuid:public_id>/annulation/", absences.cancel, name="cancel_absence"),
    # What the animation asks
    path("questions/", questions.questions, name="questions"),
    path("questions/<uuid:public_id>/", questions.question, name="question"),
]
