from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "moisson.documents"
    label = "documents"

    def ready(self) -> None:
        from moisson.documents import receivers  # noqa: F401
