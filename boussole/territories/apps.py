from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "boussole.territories"
    label = "territories"
