"""Who runs the network: invitations, mandates, and who may do what."""

from django.urls import path

from boussole.web.animators.views import invitations, mandates, rights

urlpatterns = [
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:public_id>/renvoi/", invitations.resend_invitation, name="resend_invitation"),
    path("invitations/<uuid:public_id>/annulation/", invitations.cancel_invitation, name="cancel_invitation"),
    path("mandats/", mandates.mandates, name="mandates"),
    path("mandats/nouveau/", mandates.give, name="give_mandate"),
    path("mandats/<uuid:public_id>/fin/", mandates.end, name="end_mandate"),
    path("mandats/<uuid:public_id>/maintien/", mandates.keep, name="keep_mandate"),
    path("droits/", rights.rights, name="rights"),
]
