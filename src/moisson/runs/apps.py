from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "moisson.runs"
    label = "runs"
