"""The order by arrival is read from an index also where thousands came in one moment."""

from django.db import migrations, models

import moisson.documents.indexes


class Migration(migrations.Migration):
    dependencies = [("documents", "0013_told_beside")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=moisson.documents.indexes.NewestFirst(
                condition=models.Q(("double_of", None), ("trashed_at", None)),
                fields=["organisation", "-added_at", "id", "archived_at", "trashed_at", "double_of"],
                name="documents_as_they_came",
            ),
        ),
        migrations.RemoveIndex(model_name="document", name="documents_by_arrival"),
    ]
