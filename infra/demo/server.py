"""Settings of gunicorn for the demo: one process, whose threads do the background work too."""

from __future__ import annotations

import os
from typing import Any

from infra.demo import background, welcome

bind = os.environ["DEMO_LISTEN_ON"].split()
workers = 1
worker_class = "gthread"
threads = 8
timeout = 120
graceful_timeout = 10
keepalive = 5
accesslog = None
loglevel = "warning"
# By default gunicorn would open a control socket in the home folder.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Start the background work once the application is loaded, then say where everything is."""
    background.start()
    welcome.show(int(os.environ["PORT"]))


def on_exit(server: Any) -> None:
    """Say that it is over, and that nothing is lost."""
    print("\nThe demo has stopped. What was edited is kept; `make demo` starts it again.")
