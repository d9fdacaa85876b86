"""The site of the people who run the network: a small desk for now."""

from django.urls import path

from boussole.web.animators.views import home, partners, redirecting, requests, review, unblocking

app_name = "animators"
urlpatterns = [
    path("", home.home, name="home"),
    path("demandes/", requests.requests, name="requests"),
    path("a-debloquer/", unblocking.unblocking, name="unblocking"),
    path("demandes/<uuid:public_id>/", unblocking.watched, name="watched"),
    path("demandes/<uuid:public_id>/confier/", unblocking.reassign, name="reassign"),
    path("demandes/<uuid:public_id>/repondre/", unblocking.answer_personally, name="answer_personally"),
    path("demandes/<uuid:public_id>/reorientation/", redirecting.redirect_elsewhere, name="redirect"),
    path("demandes/<uuid:public_id>/raison/", unblocking.open_coordinates, name="open_coordinates"),
    path("demandes/<uuid:public_id>/coordonnees/", unblocking.coordinates, name="coordinates"),
    path("partenaires/", partners.partners, name="partners"),
    path("verifications/", review.review, name="review"),
    path("verifications/<uuid:pk>/envoyer/", review.release, name="release"),
    path("verifications/<uuid:pk>/ecarter/", review.reject, name="reject"),
]
