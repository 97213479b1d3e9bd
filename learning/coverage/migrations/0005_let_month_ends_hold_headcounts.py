from django.db import migrations, models

from learning.audit.append_only import ForbidChanges


class Migration(migrations.Migration):
    """Of a headcount only a number is known; month ends that are frozen already hold none."""

    dependencies = [("coverage", "0004_keep_reported_errors")]

    operations = [
        migrations.AddField(
            "snapshot", "unlisted", models.PositiveIntegerField(default=0, verbose_name="of a headcount")
        ),
        migrations.AddField(
            "snapshot",
            "registered",
            models.PositiveIntegerField(default=0, verbose_name="of a headcount, registered themselves"),
        ),
        # SQLite rebuilds the table for a new column, and the rebuilt one has lost its triggers.
        ForbidChanges("coverage_snapshot", what="a month end"),
    ]
