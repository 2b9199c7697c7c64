"""The settings of a shop that many shoppers use: workers do its tasks."""

from tests.settings import *  # noqa: F403

CELERY_TASK_ALWAYS_EAGER = False
