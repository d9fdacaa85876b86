from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "boussole.demo"
    label = "demo"
