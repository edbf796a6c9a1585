"""Settings of gunicorn in production, behind a proxy that ends TLS."""

from __future__ import annotations

import os

bind = os.environ.get("LISTEN_ON", "0.0.0.0:8000").split()
# Threads share the application's memory; processes use the cores.
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30
# Longer than the proxy keeps its connections, so that it never sends into a closed one.
keepalive = 75
# Whatever a worker has gathered is given back now and then, not by all at the same time.
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# No log of visitors: it would hold their addresses.
accesslog = None
errorlog = "-"
control_socket_disable = True
# The proxy tells whether the visitor came by https.
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES", "127.0.0.1,::1")


def post_worker_init(worker: object) -> None:
    """Get search ready in the background, so that no visitor waits for the first search."""
    import threading

    # Imported late: gunicorn reads this module before Django is set up.
    from search.readiness import get_ready

    threading.Thread(target=get_ready, name="search", daemon=True).start()
