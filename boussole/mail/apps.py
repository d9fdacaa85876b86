from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "boussole.mail"
    label = "mail"

    def ready(self) -> None:
        from boussole.mail import checks  # noqa: F401, PLC0415  (registers them)
