import django.db.models.deletion
import django.utils.timezone
import learning.blocks.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0002_add_prerequisites_and_introductions'),
        ('portal', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('body', learning.blocks.fields.BodyField([], blank=True, verbose_name='body')),
            ],
            options={
                'verbose_name': 'progress and news',
                'verbose_name_plural': 'progress and news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('body', learning.blocks.fields.BodyField([], blank=True, verbose_name='body')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('is_invented', models.BooleanField(default=False, editable=False, verbose_name='invented, for the demonstration')),
            ],
            options={
                'verbose_name': 'news',
                'verbose_name_plural': 'news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PartnershipsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('body', learning.blocks.fields.BodyField([], blank=True, verbose_name='body')),
            ],
            options={
                'verbose_name': 'Community Safety Partnerships',
                'verbose_name_plural': 'Community Safety Partnerships',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProjectPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('body', learning.blocks.fields.BodyField([], blank=True, verbose_name='body')),
                ('strand', models.ForeignKey(blank=True, help_text='Its modules and cases are linked from here, and this project from there.', limit_choices_to={'list': 'strand'}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modules.subjectheading', verbose_name='strand of connection')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
            },
            bases=('wagtailcore.page',),
        ),
    ]
