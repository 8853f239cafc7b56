"""For a city: refuses to start with an unsafe setting and says which."""

from learning.settings.base import *
from learning.settings.safety import refuse, unsafe

# A city without an in-house CA may serve plain HTTP behind its own proxy, on purpose.
_HTTPS = env.is_on("HTTPS", default=True)
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"

refuse(
    [
        *unsafe(
            secret_key=SECRET_KEY,
            allowed_hosts=ALLOWED_HOSTS,
            debug=DEBUG,
            database=DATABASES["default"]["NAME"],
        ),
        *env.faults,
    ]
)
