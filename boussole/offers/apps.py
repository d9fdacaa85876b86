from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "boussole.offers"
    label = "offers"
