from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "moisson.runs"
    label = "runs"

    def ready(self) -> None:
        from moisson.runs import receivers  # noqa: F401
