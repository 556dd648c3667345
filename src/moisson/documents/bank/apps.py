from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BankConfig(AppConfig):
    name = "moisson.documents.bank"
    label = "bank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import beside, panels, tabs, things
        from moisson.documents.bank import receivers, showing, telling  # noqa: F401

        beside.register("payments", telling.payments)
        things.register(telling.LINES, telling.lines)
        panels.register(showing.paid_by_panel, place=40)
        tabs.register(tabs.Tab("bank:lines", _("Bank"), "building-bank", 40))
