from django.db import migrations, models

from learning.records.periods import valid_until


def end_open_exemptions(apps, schema_editor):
    """What had no last day lasts as long as an exemption now can."""
    for exemption in apps.get_model("requirements", "Exemption").objects.filter(ends_on=None):
        exemption.ends_on = valid_until(exemption.starts_on, 12)
        exemption.save(update_fields=["ends_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("requirements", "0002_let_short_modules_renew_one_that_runs_out"),
        ("workforce", "0003_add_support_lines"),
    ]

    operations = [
        migrations.RunPython(end_open_exemptions, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="exemption", name="exemption_ends_on_or_after_its_first_day"),
        migrations.AlterField(
            model_name="exemption", name="ends_on", field=models.DateField(verbose_name="last day")
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="exemption_ends_on_or_after_its_first_day",
            ),
        ),
        migrations.AddField(
            model_name="requirement",
            name="refresh_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="An organisation may ask for it again sooner than the module does, never later.",
                null=True,
                verbose_name="again after so many months",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refresh_months", None),
                    models.Q(("organisation__isnull", False), ("refresh_months__gte", 1)),
                    _connector="OR",
                ),
                name="only_an_organisation_asks_again_sooner",
            ),
        ),
    ]
