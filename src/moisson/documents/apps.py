from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "moisson.documents"
    label = "documents"

    def ready(self) -> None:
        from moisson.documents import panels, receivers, standing_pages  # noqa: F401

        panels.register(standing_pages.standing_panel, place=20)
