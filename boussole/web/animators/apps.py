from django.apps import AppConfig


class WebAnimatorsConfig(AppConfig):
    name = "boussole.web.animators"
    label = "web_animators"
