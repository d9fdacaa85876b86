from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "boussole.mail"
    label = "mail"
