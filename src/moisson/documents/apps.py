from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "moisson.documents"
    label = "documents"
