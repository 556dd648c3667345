"""What is found by a tag or a connection is looked up in an index; what is locked, put away or on the desk is summed from its own."""

import django.db.models.deletion
from django.db import migrations, models

import moisson.documents.indexes

_STANDING = models.Q(("double_of", None), ("trashed_at", None))
_NEWEST = ["organisation", "-date", "-added_at", "id", "archived_at", "trashed_at", "double_of"]
_SUMMED = ["currency", "type", "amount"]


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_to_read")]

    operations = [
        # The table is there already, as the one that Django makes by itself.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Tagged",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("document", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="documents.document")),
                        ("tag", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="documents.tag")),
                    ],
                    options={"db_table": "documents_document_tags", "unique_together": {("document", "tag")}},
                ),
                migrations.AlterField(
                    model_name="document",
                    name="tags",
                    field=models.ManyToManyField(blank=True, related_name="documents", through="documents.Tagged", to="documents.tag"),
                ),
            ]
        ),
        migrations.AddIndex(
            model_name="tagged",
            index=models.Index(fields=["tag", "document", "id"], name="documents_of_a_tag"),
        ),
        migrations.AlterField(
            model_name="tagged",
            name="tag",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="documents.tag"),
        ),
        # Only the index goes: SQLite would make the whole table anew for a field that was altered.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="document",
                    name="double_of",
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="doubles", to="documents.document"),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX IF EXISTS documents_document_double_of_id_6b9a4bfe", migrations.RunSQL.noop),
            ],
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=models.Q(("double_of__isnull", False)), fields=["double_of"], name="documents_doubles_of"),
        ),
        migrations.RemoveIndex(model_name="document", name="documents_on_the_desk"),
        migrations.RemoveIndex(model_name="document", name="documents_put_away"),
        migrations.RemoveIndex(model_name="document", name="documents_shut"),
        migrations.AddIndex(
            model_name="document",
            index=moisson.documents.indexes.NewestFirst(condition=_STANDING & models.Q(("archived_at", None)), fields=[*_NEWEST, *_SUMMED], name="documents_on_the_desk"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=moisson.documents.indexes.NewestFirst(condition=_STANDING & models.Q(("archived_at__isnull", False)), fields=[*_NEWEST, *_SUMMED], name="documents_put_away"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=moisson.documents.indexes.NewestFirst(condition=_STANDING & models.Q(("locked_at__isnull", False)), fields=[*_NEWEST, "locked_at", *_SUMMED], name="documents_shut"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=_STANDING, fields=["id", "organisation", "date", "added_at", *_SUMMED, "archived_at", "trashed_at", "double_of"], name="documents_named"),
        ),
    ]
