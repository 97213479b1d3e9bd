from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_keep_local_names_for_the_screening")]

    operations = [
        migrations.AddField(
            model_name="learningcasepage",
            name="shown",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="shown of the child"),
        ),
    ]
