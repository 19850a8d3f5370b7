"""What leaves after a commit: never before it, and with the database queue not lost if the process dies just then."""

from typing import Any

from django.db import transaction
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend


def leave(task: Task, *args: Any) -> None:
    """Queue a task with this transaction: as a row of it where the queue is in the database, else when it commits."""
    if isinstance(task.get_backend(), DatabaseBackend):
        task.enqueue(*args)
    else:
        transaction.on_commit(lambda: task.enqueue(*args))
