from django.apps import AppConfig


class AnimationConfig(AppConfig):
    name = "boussole.animation"
    label = "animation"
