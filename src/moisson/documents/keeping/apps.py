from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "moisson.documents.keeping"
    label = "keeping"

    def ready(self) -> None:
        from moisson.documents import deleting, panels, tabs
        from moisson.documents.keeping import retention, showing

        deleting.guarded_by(retention.why_kept)
        panels.register(showing.kept_until_panel, place=80)
        tabs.register(tabs.Tab("keeping:export", _("For the auditor"), "file-zip", 80))
        tabs.register(tabs.Tab("keeping:trash", _("Trash"), "trash", 90))
