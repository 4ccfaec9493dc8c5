"""People who sign in, the organizations they act for, and their roles."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Room of users, organizations and roles."""

    name = "certify.accounts"
    label = "accounts"
    verbose_name = "akun"
