"""Which documents are meant: those that were ticked, or all that the list was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.http import QueryDict

from moisson.accounts.models import Organisation, User
from moisson.documents.batches.models import Act, Batch, Chosen
from moisson.documents.filters import Filter
from moisson.documents.ids import ids_of
from moisson.documents.listing import found_of
from moisson.documents.models import Document

_MOST_NAMED = 1000  # ids of one form; a page of the list has 50


@dataclass(frozen=True, slots=True)
class Choice:
    """`ids` in the order they were ticked in; None for all that `query` asks for, as `Filter.query` writes it."""

    query: str
    ids: tuple[UUID, ...] | None

    @classmethod
    def of(cls, values: QueryDict) -> Choice:
        """`of` has the query, `all` says that all are meant, `ids` names them; what is no id is ignored."""
        query = Filter.of(QueryDict(values.get("of", "")[:4000])).query()
        if values.get("all"):
            return cls(query, None)
        return cls(query, tuple(ids_of(values.getlist("ids")[:_MOST_NAMED])))

    def documents(self, organisation: Organisation) -> QuerySet[Document]:
        """In no order; of this organisation whatever was named."""
        if self.ids is not None:
            return Document.objects.of(organisation).filter(pk__in=self.ids)
        return found_of(organisation, Filter.of(QueryDict(self.query))).documents.order_by()


def make(
    organisation: Organisation, choice: Choice, act: Act, values: Sequence[str | int], by: User
) -> Batch:
    """What a person chose in the list."""
    return hold(organisation, choice.documents(organisation), act, values, by, choice.query)


def hold(
    organisation: Organisation,
    documents: QuerySet[Document],
    act: Act,
    values: Sequence[str | int],
    by: User,
    query: str,
) -> Batch:
    """Holds fast which documents are meant at this moment: what is changed by the act, or comes meanwhile, does not move
    what it is done to. One statement, however many they are. `query`: of the list that they were chosen in."""
    named = documents.values(chosen_pk=F("pk"))
    found, parameters = named.query.sql_with_params()
    with transaction.atomic():
        batch = Batch.objects.create(
            organisation=organisation, act=act, values=list(values), query=query, by=by
        )
        table = connection.ops.quote_name(Chosen._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (batch_id, document, outcome) SELECT {batch.pk:d}, found.chosen_pk, '' FROM ({found}) found",
                parameters,
            )
            batch.total = cursor.rowcount
        batch.save(update_fields=["total"])
    return batch
