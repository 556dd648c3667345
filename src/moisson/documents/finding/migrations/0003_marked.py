"""PostgreSQL's index of words knows whose each entry is and in which stretch of days it lies. On a million documents a matter of minutes."""

from django.db import migrations

from moisson.documents.finding import postgresql


def mark(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP INDEX IF EXISTS finding_entry_vector")
    schema_editor.execute(postgresql.MAKE[1].replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS"))


class Migration(migrations.Migration):
    dependencies = [("finding", "0002_saved_views")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=False)]
