from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portals', '0002_connection_way'),
    ]

    operations = [
        migrations.AddField(
            model_name='connection',
            name='connector',
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
