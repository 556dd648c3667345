from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "moisson.web"
    label = "web"
