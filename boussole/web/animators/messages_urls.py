"""Messages to partners, and the texts that come back."""

from django.urls import path

from boussole.web.animators.views import messages

urlpatterns = [
    path("messages/", messages.partner_messages, name="partner_messages"),
    path("messages/nouveau/", messages.new_partner_message, name="new_partner_message"),
    path("messages/modeles/nouveau/", messages.new_message_template, name="new_message_template"),
    path("messages/modeles/<uuid:public_id>/", messages.message_template, name="message_template"),
    path(
        "messages/modeles/<uuid:public_id>/retrait/",
        messages.withdraw_message_template,
        name="withdraw_message_template",
    ),
    path("messages/<uuid:public_id>/", messages.partner_message, name="partner_message"),
    path(
        "messages/<uuid:public_id>/modifier/", messages.change_partner_message, name="change_partner_message"
    ),
    path("messages/<uuid:public_id>/envoi/", messages.send_partner_message, name="send_partner_message"),
    path("messages/<uuid:public_id>/abandon/", messages.drop_partner_message, name="drop_partner_message"),
]
