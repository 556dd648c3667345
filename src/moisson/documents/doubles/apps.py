from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoublesConfig(AppConfig):
    name = "moisson.documents.doubles"
    label = "doubles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import errands, panels, tabs
        from moisson.documents.counting import once_a_page
        from moisson.documents.doubles import looking, receivers, showing  # noqa: F401

        count = once_a_page(lambda organisation: looking.open_pairs(organisation).count())
        panels.register(showing.origins_panel, place=30)
        tabs.register(
            tabs.Tab(
                "doubles:pairs",
                _("Came twice?"),
                "copy",
                60,
                count,
            )
        )
        errands.register(
            errands.Errand(
                lambda organisation, person: count(organisation),
                "doubles/parts/need.html",
            )
        )
