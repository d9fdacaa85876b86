from django.apps import AppConfig


class WebSharedConfig(AppConfig):
    name = "boussole.web.shared"
    label = "web_shared"

    def ready(self) -> None:
        from boussole.web.shared import work_sessions  # noqa: F401, PLC0415  (listens to who signs in and out)
