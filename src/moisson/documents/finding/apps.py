from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FindingConfig(AppConfig):
    name = "moisson.documents.finding"
    label = "finding"

    def ready(self) -> None:
        from moisson.documents import searching
        from moisson.documents.finding import receivers
        from moisson.documents.finding.search import IndexSearch

        searching.register(IndexSearch())
        post_migrate.connect(receivers.index_what_is_there, sender=self)
