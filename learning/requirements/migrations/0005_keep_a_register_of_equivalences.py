import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from learning.audit.append_only import ForbidChanges


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0006_sources_have_owners'),
        ('records', '0006_know_when_a_completion_became_known'),
        ('requirements', '0004_know_since_when_rules_and_pools_hold'),
        ('workforce', '0005_remember_when_two_rows_were_one'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Equivalence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='what was learnt')),
                ('provider', models.CharField(max_length=120, verbose_name='provider')),
                ('counts_months', models.PositiveSmallIntegerField(verbose_name='counts for at most so many months')),
                ('evidence', models.CharField(max_length=240, verbose_name='evidence that is asked for')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='no longer from')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equivalences', to='modules.module', verbose_name='counts for')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'equivalence',
                'verbose_name_plural': 'equivalences',
                'ordering': ['module__title', 'title', 'starts_on'],
            },
        ),
        migrations.CreateModel(
            name='EquivalenceAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='superseded at')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='no longer from')),
                ('equivalence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='requirements.equivalence', verbose_name='equivalence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'partner that accepts an equivalence',
                'verbose_name_plural': 'partners that accept equivalences',
                'ordering': ['organisation__name', 'starts_on'],
            },
        ),
        migrations.CreateModel(
            name='EquivalenceSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('equivalence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='requirements.equivalence', verbose_name='equivalence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'signature under an equivalence',
                'verbose_name_plural': 'signatures under equivalences',
                'ordering': ['signed_on', 'organisation__name'],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('completion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recognition', to='records.completion')),
                ('equivalence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='requirements.equivalence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.organisation')),
            ],
            options={
                'verbose_name': 'recognised learning',
                'verbose_name_plural': 'recognised learning',
            },
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('starts_on')), _connector='OR'), name='equivalence_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.CheckConstraint(condition=models.Q(('counts_months__gte', 1)), name='equivalence_counts_some_months'),
        ),
        migrations.AddConstraint(
            model_name='equivalenceacceptance',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('equivalence', 'organisation', 'starts_on'), name='one_acceptance_per_partner_and_first_day'),
        ),
        migrations.AddConstraint(
            model_name='equivalenceacceptance',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('starts_on')), _connector='OR'), name='acceptance_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='equivalencesignature',
            constraint=models.UniqueConstraint(fields=('equivalence', 'organisation'), name='a_partner_signs_once'),
        ),
        ForbidChanges("requirements_recognition", what="recognised learning"),
    ]
