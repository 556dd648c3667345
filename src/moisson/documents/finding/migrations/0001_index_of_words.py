"""The index of words. What is there already is indexed once all migrations are done (`receivers.index_what_is_there`)."""

import django.db.models.deletion
from django.db import migrations, models

from moisson.documents.finding import postgresql, sqlite


def _engine(schema_editor):
    return postgresql if schema_editor.connection.vendor == "postgresql" else sqlite


def make(apps, schema_editor):
    for statement in _engine(schema_editor).MAKE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for statement in _engine(schema_editor).UNMAKE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_administrator'),
        ('documents', '0006_archive_fields'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shelf',
            fields=[
                ('number', models.AutoField(primary_key=True, serialize=False)),
                ('full', models.BooleanField(default=False)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('place', models.BigAutoField(primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='documents.document')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hit',
            fields=[
                ('entry', models.OneToOneField(db_column='rowid', on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='hit', serialize=False, to='finding.entry')),
                ('place', models.BigIntegerField(db_column='oid')),
                ('matching', models.TextField(db_column='finding_words')),
            ],
            options={
                'db_table': 'finding_words',
                'managed': False,
            },
        ),
        migrations.RunPython(make, unmake, elidable=False),
    ]
