from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "boussole.core"
    label = "core"

    def ready(self) -> None:
        from boussole.core import arrays, checks  # noqa: F401, PLC0415  registers them
