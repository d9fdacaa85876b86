"""The people of the structures: who must be confirmed, who is gone."""

from django.urls import path

from boussole.web.animators.views import teams

urlpatterns = [
    path("equipes/", teams.teams, name="teams"),
    path("equipes/<uuid:public_id>/", teams.person, name="person"),
    path("equipes/<uuid:public_id>/confirmation/", teams.confirm, name="confirm_person"),
    path("equipes/<uuid:public_id>/depart/", teams.let_go, name="let_person_go"),
    path("equipes/<uuid:public_id>/reouverture/", teams.reopen, name="reopen_person"),
]
