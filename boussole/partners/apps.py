from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "boussole.partners"
    label = "partners"
