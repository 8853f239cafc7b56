"""Configuration of gunicorn: how many serve at once, how it ends. Knows no address."""

# A save is short and the database has one writer (SQLite): threads wait well together.
workers = 2
threads = 8
# Loaded once before the workers are forked: half the start, less memory.
preload_app = True
timeout = 60
# The longest that it takes: a search for a hundred characters of Japanese is 900 bytes
# in an address, and a list's filters stand beside it.
limit_request_line = 8190
graceful_timeout = 20
keepalive = 5
# Pages are logged in the product's own log where it matters, not line by line.
accesslog = None
loglevel = "warning"


def when_ready(_server: object) -> None:
    """Load before the fork what URLs load late: pandas, once and shared by all."""
    import learning.reports.frames  # noqa: F401
