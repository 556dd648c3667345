from django.apps import AppConfig


class SplittingConfig(AppConfig):
    name = "moisson.documents.splitting"
    label = "splitting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import panels
        from moisson.documents.splitting import showing

        panels.register(showing.splitting_panel, place=75)
