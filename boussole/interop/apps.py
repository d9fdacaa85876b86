from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "boussole.interop"
    label = "interop"
