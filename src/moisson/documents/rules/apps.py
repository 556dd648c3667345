from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    name = "moisson.documents.rules"
    label = "rules"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import tabs
        from moisson.documents.rules import receivers  # noqa: F401

        tabs.register(tabs.Tab("rules:rules", _("Rules"), "adjustments-horizontal", 70))
