"""The site of the people who run the network: a small desk for now."""

from django.urls import include, path

from boussole.web.animators.desk import with_mandate
from boussole.web.animators.views import (
    answer_reviews,
    directory,
    editorial_line,
    freshness,
    home,
    inconsistencies,
    needs,
    network,
    offer_review,
    offers,
    partners,
    prospects,
    questions,
    redirecting,
    requests,
    review,
    templates,
    unblocking,
)
from boussole.web.shared.directory.urls import directory_urls

app_name = "animators"
urlpatterns = [
    # Who else is a partner
    *directory_urls("animators", with_mandate),
    path(
        "annuaire/territoires/<slug:code>/", directory.directory_of_territory, name="directory_of_territory"
    ),
    path("annuaire/territoires/<slug:code>/export/", directory.export_directory, name="export_directory"),
    path("", home.home, name="home"),
    path("demandes/", requests.requests, name="requests"),
    path("a-debloquer/", unblocking.unblocking, name="unblocking"),
    path("demandes/<uuid:public_id>/", unblocking.watched, name="watched"),
    path("demandes/<uuid:public_id>/confier/", unblocking.reassign, name="reassign"),
    path("demandes/<uuid:public_id>/repondre/", unblocking.answer_personally, name="answer_personally"),
    path("demandes/<uuid:public_id>/reorientation/", redirecting.redirect_elsewhere, name="redirect"),
    path("demandes/<uuid:public_id>/raison/", unblocking.open_coordinates, name="open_coordinates"),
    path("demandes/<uuid:public_id>/coordonnees/", unblocking.coordinates, name="coordinates"),
    path("reseau/", network.network, name="network"),
    path("partenaires/", partners.partners, name="partners"),
    path("verifications/", review.review, name="review"),
    path("verifications/<uuid:pk>/envoyer/", review.release, name="release"),
    path("verifications/<uuid:pk>/ecarter/", review.reject, name="reject"),
    # The offers that serve the territory
    path("offres/", offers.offers, name="offers"),
    path("offres/a-confirmer/", freshness.offers_to_confirm, name="offers_to_confirm"),
    path("offres/a-confirmer/duree/<slug:code>/", freshness.choose_months, name="choose_months"),
    path("offres/a-revoir/", answer_reviews.answer_reviews, name="answer_reviews"),
    path("offres/incoherences/", inconsistencies.inconsistencies, name="inconsistencies"),
    path("offres/modeles/", templates.templates, name="offer_templates"),
    path("offres/modeles/commencer/", templates.start, name="start_offer_template"),
    path("offres/modeles/nouveau/", templates.write, name="write_offer_template"),
    path("offres/modeles/<slug:code>/", templates.change, name="change_offer_template"),
    path("offres/modeles/<slug:code>/retrait/", templates.withdraw, name="withdraw_offer_template"),
    path("offres/<slug:code>/relecture/", offer_review.review_offer, name="review_offer"),
    path("offres/<slug:code>/relecture/publier/", offer_review.publish_offer, name="publish_offer"),
    path("offres/<slug:code>/relecture/renvoyer/", offer_review.send_back_offer, name="send_back_offer"),
    path("offres/<slug:code>/relecture/annuler/", offer_review.cancel_publication, name="cancel_publication"),
    path("offres/<slug:code>/relancer/", freshness.remind_offer, name="remind_offer"),
    path("offres/<slug:code>/telephone/", freshness.confirm_by_phone, name="confirm_by_phone"),
    # How the offers of a territory are written
    path("ligne-editoriale/", editorial_line.editorial_line, name="editorial_line"),
    path("ligne-editoriale/nationale/", editorial_line.follow_national, name="follow_national_line"),
    # Themes and questionnaires
    path("", include("boussole.web.animators.questionnaires.urls")),
    # Territories, and what fills them
    path("", include("boussole.web.animators.opening_urls")),
    # What partners sign
    path("", include("boussole.web.animators.charter_urls")),
    # Who runs the network
    path("", include("boussole.web.animators.people_urls")),
    path("", include("boussole.web.animators.team_urls")),
    path("", include("boussole.web.animators.messages_urls")),
    # What young people do not find
    path("besoins/", needs.needs, name="needs"),
    path("prospects/", prospects.prospects, name="prospects"),
    path("prospects/nouveau/", prospects.new_prospect, name="new_prospect"),
    path("prospects/<uuid:public_id>/", prospects.prospect, name="prospect"),
    path("prospects/<uuid:public_id>/contact/", prospects.change, name="prospect_change"),
    path("prospects/<uuid:public_id>/pas/", prospects.step, name="prospect_step"),
    path("prospects/<uuid:public_id>/partenaire/", prospects.win, name="prospect_won"),
    path("questions/", questions.questions, name="questions"),
    path("questions/nouvelle/", questions.new_question, name="new_question"),
    path("questions/<uuid:public_id>/", questions.question, name="question"),
]
