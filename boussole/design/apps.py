from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "boussole.design"
    label = "design"
