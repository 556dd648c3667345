from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    name = "moisson.documents.rules"
    label = "rules"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import tabs, things
        from moisson.documents.rules import receivers, telling  # noqa: F401

        things.register(telling.RULES, telling.rules)

        tabs.register(tabs.Tab("rules:rules", _("Rules"), "adjustments-horizontal", 70))
