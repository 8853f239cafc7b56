"""For `make demo` and commands after it: like production, here and without HTTPS."""

from learning.settings.base import *
from learning.settings.own_secret import own_secret
from learning.settings.safety import refuse

refuse(env.faults)
DEMO_DIR = VAR_DIR / "demo"
SECRET_KEY = SECRET_KEY or own_secret(DEMO_DIR / "secret")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
STATIC_ROOT = DEMO_DIR / "static"
# Uncompressed: collected in seconds, and nobody is far away.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "learning.home.static_addresses.Storage"},
}
SECURE_REFERRER_POLICY = "same-origin"
