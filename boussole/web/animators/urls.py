"""The site of the people who run the network: a small desk for now."""

from django.urls import path

from boussole.web.animators.views import home, partners, requests, review

app_name = "animators"
urlpatterns = [
    path("", home.home, name="home"),
    path("demandes/", requests.requests, name="requests"),
    path("partenaires/", partners.partners, name="partners"),
    path("verifications/", review.review, name="review"),
    path("verifications/<uuid:pk>/envoyer/", review.release, name="release"),
    path("verifications/<uuid:pk>/ecarter/", review.reject, name="reject"),
]
