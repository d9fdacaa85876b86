from django.apps import AppConfig


class ContactRequestsConfig(AppConfig):
    name = "boussole.contact_requests"
    label = "contact_requests"
