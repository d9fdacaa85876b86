from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "boussole.accounts"
    label = "accounts"
