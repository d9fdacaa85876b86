from django.apps import AppConfig


class WebExtranetConfig(AppConfig):
    name = "boussole.web.extranet"
    label = "web_extranet"
