from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "moisson.documents.batches"
    label = "batches"
    default_auto_field = "django.db.models.BigAutoField"
