from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "boussole.privacy"
    label = "privacy"
