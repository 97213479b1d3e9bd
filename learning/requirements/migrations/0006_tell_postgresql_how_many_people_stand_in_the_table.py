from django.db import migrations


def count_people_and_organisations_together(apps, schema_editor):
    """PostgreSQL multiplies the two and expects millions of groups, so that it sorts on disk what fits in memory."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE STATISTICS people_of_statuses (ndistinct) ON organisation_id, person_id FROM requirements_statusspan"
        )


def no_longer(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS people_of_statuses")


class Migration(migrations.Migration):
    dependencies = [
        ("requirements", "0005_keep_a_register_of_equivalences"),
    ]

    operations = [
        migrations.RunPython(count_people_and_organisations_together, no_longer),
    ]
