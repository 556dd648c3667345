from django.apps import AppConfig


class SplittingConfig(AppConfig):
    name = "moisson.documents.splitting"
    label = "splitting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import beside, panels
        from moisson.documents.splitting import receivers, showing, telling  # noqa: F401

        beside.register("pieces", telling.pieces)
        panels.register(showing.splitting_panel, place=75)
