"""Settings of a site that is wrong on purpose: it acknowledges before the commit.

The fault test must find what it loses; else it would prove nothing. All is as in
production, but a save is answered at once and written a moment later.
"""

import threading
import time

from django.db import connections
from django.http import JsonResponse

from learning.settings.production import *  # noqa: F403, TID251

MOMENT = 0.1


class AcknowledgesFirst:
    """Says 保存済み, and hands the request to the real view afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.endswith("/save/"):
            return self.get_response(request)
        base = int(request.POST["base"])
        threading.Thread(target=self.save, args=(request,), daemon=True).start()
        return JsonResponse({"outcome": "saved", "sequence": base + 1})

    def save(self, request):
        time.sleep(MOMENT)
        self.get_response(request)
        connections.close_all()


MIDDLEWARE = [*MIDDLEWARE, "tests.faults.early.AcknowledgesFirst"]  # noqa: F405
