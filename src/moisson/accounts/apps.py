from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "moisson.accounts"
    label = "accounts"
