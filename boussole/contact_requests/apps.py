from django.apps import AppConfig


class ContactRequestsConfig(AppConfig):
    name = "boussole.contact_requests"
    label = "contact_requests"

    def ready(self) -> None:
        from boussole.contact_requests import closing_doors  # noqa: F401, PLC0415  registers them
