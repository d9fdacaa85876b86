from django.apps import AppConfig


class WebSharedConfig(AppConfig):
    name = "boussole.web.shared"
    label = "web_shared"
