from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "boussole.core"
    label = "core"
