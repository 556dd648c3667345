from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "moisson.documents.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import errands, panels, reading, tabs
        from moisson.documents.review import learning, queue, receivers, showing  # noqa: F401

        reading.register(learning.lessons_of)
        panels.register(showing.review_panel, place=-10)
        tabs.register(tabs.Tab("review:queue", _("To review"), "eye", 10, queue.count))
        errands.register(
            errands.Errand(lambda organisation, person: queue.count(organisation), "review/parts/need.html")
        )
