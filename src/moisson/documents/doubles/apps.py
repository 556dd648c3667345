from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoublesConfig(AppConfig):
    name = "moisson.documents.doubles"
    label = "doubles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import errands, panels, tabs
        from moisson.documents.doubles import looking, receivers, showing  # noqa: F401

        panels.register(showing.origins_panel, place=30)
        tabs.register(
            tabs.Tab(
                "doubles:pairs",
                _("Came twice?"),
                "copy",
                60,
                lambda organisation: looking.open_pairs(organisation).count(),
            )
        )
        errands.register(
            errands.Errand(
                lambda organisation, person: looking.open_pairs(organisation).count(),
                "doubles/parts/need.html",
            )
        )
