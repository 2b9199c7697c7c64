import datetime

from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    """Try drafts of rules on past orders."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('saleor_customer_groups', '0028_orders_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='DryRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.JSONField()),
                ('basis', models.CharField(choices=[('members_now', 'members_now'), ('at_order', 'at_order')], max_length=16)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('currency', models.CharField(max_length=3)),
                ('channel', models.CharField(blank=True, default='', max_length=250)),
                ('state', models.CharField(choices=[('pending', 'pending'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='pending', max_length=16)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('orders', models.PositiveIntegerField()),
                ('orders_done', models.PositiveIntegerField(default=0)),
                ('report', models.JSONField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, default='', max_length=500)),
                ('by_app', models.CharField(blank=True, default='', max_length=250)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('heartbeat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.AddConstraint(
            model_name='dryrun',
            constraint=models.CheckConstraint(check=models.Q(('since__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc))), ('until__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc))), ('created_at__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc))), ('started_at__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc))), ('heartbeat_at__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc))), ('finished_at__range', (datetime.datetime(2, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)))), name='customer_groups_dryrun_moments'),
        ),
        migrations.AddConstraint(
            model_name='dryrun',
            constraint=models.CheckConstraint(check=models.Q(('state__in', ['pending', 'running', 'done', 'failed', 'cancelled']), ('basis__in', ['members_now', 'at_order'])), name='customer_groups_dryrun_words'),
        ),
    ]
