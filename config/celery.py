"""The Celery app and its timetable: ticks that carry no memory of their own."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fallow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "night": {"task": "plans.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    "reminders": {"task": "readiness.tasks.put_reminders", "schedule": 60.0, "options": {"expires": 50}},
    "digests": {"task": "plans.tasks.write_digests", "schedule": 300.0, "options": {"expires": 280}},
    "outbox": {"task": "notices.tasks.deliver_due", "schedule": 20.0, "options": {"expires": 15}},
    "tidy": {"task": "athletes.tasks.tidy_up", "schedule": 3600.0, "options": {"expires": 3000}},
}
