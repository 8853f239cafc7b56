from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='itemversion',
            name='option_count',
            # No version exists yet; the default only satisfies NOT NULL.
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
    ]
