from django.apps import AppConfig


class WebApiConfig(AppConfig):
    name = "boussole.web.api"
    label = "web_api"
