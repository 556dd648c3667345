from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FindingConfig(AppConfig):
    name = "moisson.documents.finding"
    label = "finding"

    def ready(self) -> None:
        from moisson.documents import list_lines, searching, verifying
        from moisson.documents.finding import indexing, receivers, saved_views
        from moisson.documents.finding.search import IndexSearch

        verifying.searched_by(indexing.found_by_others)
        searching.register(IndexSearch())
        list_lines.register(saved_views.line)
        post_migrate.connect(receivers.index_what_is_there, sender=self)
