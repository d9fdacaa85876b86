from django.apps import AppConfig


class WebDemoConfig(AppConfig):
    name = "boussole.web.demo"
    label = "web_demo"
