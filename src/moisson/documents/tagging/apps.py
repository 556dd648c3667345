from django.apps import AppConfig


class TaggingConfig(AppConfig):
    name = "moisson.documents.tagging"
    label = "tagging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import list_lines
        from moisson.documents.tagging import showing

        list_lines.register(showing.line)
