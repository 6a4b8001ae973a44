"""Waits until a worker in this network namespace is ready: await_health.py <address of its health>."""

import sys
import time
import urllib.error
import urllib.request

for _ in range(600):
    try:
        urllib.request.urlopen(sys.argv[1], timeout=5)
        sys.exit(0)
    except (urllib.error.URLError, ConnectionError):
        time.sleep(0.1)
sys.exit(f"{sys.argv[1]} did not become ready")
