import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='modulepage',
            name='required_first',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Only where starting without it would not be safe or fair: nobody can start this module before they have finished these, here or with another employer.', related_name='+', to='modules.module', verbose_name='needed first'),
        ),
        migrations.AddField(
            model_name='subjectheading',
            name='introduction',
            field=wagtail.fields.RichTextField(blank=True, help_text='Shown on the page of this term, above its modules and cases.', verbose_name='introduction'),
        ),
        migrations.CreateModel(
            name='Prerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_required', models.BooleanField(default=False, verbose_name='required')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads_to', to='modules.module')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prerequisites', to='modules.module')),
            ],
            options={
                'verbose_name': 'prerequisite',
                'verbose_name_plural': 'prerequisites',
                'ordering': ['module', 'first'],
                'constraints': [models.UniqueConstraint(fields=('module', 'first'), name='a_module_comes_once_before_another'), models.CheckConstraint(condition=models.Q(('module', models.F('first')), _negated=True), name='no_module_comes_before_itself')],
            },
        ),
    ]
