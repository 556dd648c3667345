from django.apps import AppConfig


class PortalsConfig(AppConfig):
    name = "moisson.portals"
    label = "portals"
