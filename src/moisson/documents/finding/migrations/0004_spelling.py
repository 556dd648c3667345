"""PostgreSQL knows which words of an organisation begin with what is typed. On a million documents a matter of minutes."""

from django.db import migrations

from moisson.documents.finding import spelling


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (*spelling.MAKE, spelling.FILL):
            schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in spelling.UNMAKE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("finding", "0003_marked")]

    operations = [migrations.RunPython(make, unmake, elidable=False)]
