from django.apps import AppConfig


class OrientationConfig(AppConfig):
    name = "boussole.orientation"
    label = "orientation"
