from django.db import migrations


def first_account(apps, schema_editor):
    """Whoever made the first account looks after the installation."""
    people = apps.get_model("accounts", "User").objects
    if not people.filter(is_superuser=True).exists():
        first = people.order_by("date_joined", "pk").first()
        if first is not None:
            people.filter(pk=first.pk).update(is_superuser=True)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_looked_at'),
    ]

    operations = [
        migrations.RunPython(first_account, migrations.RunPython.noop),
    ]
