from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnersConfig(AppConfig):
    name = "boussole.partners"
    label = "partners"

    def ready(self) -> None:
        # What each module does when somebody is absent or leaves: its `reactions.py`.
        autodiscover_modules("reactions")
