from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChartsConfig(AppConfig):
    name = "moisson.documents.charts"
    label = "charts"

    def ready(self) -> None:
        from moisson.documents import tabs

        tabs.register(tabs.Tab("charts:charts", _("Charts"), "chart-bar", 30))
