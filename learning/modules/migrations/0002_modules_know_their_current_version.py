from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("modules", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name='moduleversion',
            constraint=models.UniqueConstraint(fields=('module', 'language', 'major', 'minor'), name='one_row_per_version'),
        ),
        migrations.AddConstraint(
            model_name='moduleversion',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark_pct__gte', 0), ('pass_mark_pct__lte', 100)), name='pass_mark_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='moduleversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('earlier_completions', 'redo'), _negated=True), ('redo_by__isnull', False), _connector='OR'), name='redo_names_its_day'),
        ),
        migrations.AddConstraint(
            model_name='moduleversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('earlier_completions', 'bridge'), _negated=True), ('bridge__isnull', False), _connector='OR'), name='bridge_names_its_module'),
        ),
    ]
