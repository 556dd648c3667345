from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "moisson.documents.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import errands, panels, reading, tabs
        from moisson.documents.counting import once_a_page
        from moisson.documents.review import learning, queue, receivers, showing  # noqa: F401

        count = once_a_page(queue.count)
        reading.register(learning.lessons_of)
        panels.register(showing.review_panel, place=-10)
        tabs.register(tabs.Tab("review:queue", _("To review"), "eye", 10, count))
        errands.register(
            errands.Errand(lambda organisation, person: count(organisation), "review/parts/need.html")
        )
