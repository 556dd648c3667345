from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaggingConfig(AppConfig):
    name = "moisson.documents.tagging"
    label = "tagging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import tabs

        tabs.register(tabs.Tab("tagging:tags", _("Tags"), "tags", 60))
