from django.db import migrations, models
from django.db.migrations.state import StateApps


def name_kinds(apps: StateApps, schema_editor: object) -> None:
    """The kind of a message is the first part of its key."""
    messages = apps.get_model("notices", "Message").objects
    for pk, key in messages.values_list("pk", "key").iterator():
        messages.filter(pk=pk).update(kind=key.partition(":")[0][:40])


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_keep_addresses_that_want_no_nudges"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="kind",
            field=models.CharField(
                default="", help_text="The first part of the key.", max_length=40, verbose_name="kind"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="person_id",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="key of the person"),
        ),
        migrations.AddField(
            model_name="message",
            name="is_nudge",
            field=models.BooleanField(
                default=False, help_text="Nobody asked for it, and nothing is due.", verbose_name="a nudge"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="in_hours",
            field=models.BooleanField(default=False, verbose_name="only in working hours"),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["person_id", "created_at"], name="message_of_person"),
        ),
    ]
