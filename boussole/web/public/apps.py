from django.apps import AppConfig


class WebPublicConfig(AppConfig):
    name = "boussole.web.public"
    label = "web_public"
