"""Those that nobody has read yet stand in a table of their own; the ones that are here already are put there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_indexes_of_what_stands")]

    operations = [
        migrations.CreateModel(
            name="ToRead",
            fields=[
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="documents.document")),
                ("since", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO documents_toread (document_id, since) SELECT d.id, d.added_at FROM documents_document d "
            "WHERE NOT EXISTS (SELECT 1 FROM documents_documentreading r WHERE r.document_id = d.id)",
            migrations.RunSQL.noop,
        ),
    ]
