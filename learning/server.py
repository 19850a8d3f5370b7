"""How gunicorn serves the academy, for `make run` and for production alike: names are gunicorn's own settings.

One process with threads by default: that is all SQLite and a cache in memory can share. A server with PostgreSQL and
Redis sets WEB_CONCURRENCY to the number of processes it wants.
"""

import os
import sys

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 8
preload_app = True
loglevel = "warning"
control_socket_disable = True  # it would be a file in the home directory, which need not exist


def when_ready(_server) -> None:
    """Say where the academy is only when somebody who goes there finds it open."""
    address = os.environ.get("BASE_URL", f"http://{bind}")
    sys.stdout.write(f"\nThe academy is open at {address} (Ctrl+C closes it).\n")
    sys.stdout.flush()
