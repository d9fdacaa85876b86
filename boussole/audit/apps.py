from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "boussole.audit"
    label = "audit"
