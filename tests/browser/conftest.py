"""A small demo city, served by the production server, and a browser to visit it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.browser


@dataclass
class Site:
    """A running demo city."""

    url: str
    folder: Path
    environment: dict
    sign_ins: dict = field(default_factory=dict)
    server: subprocess.Popen | None = None

    def start(self):
        """Serve as in production and wait for the first answer."""
        gunicorn = Path(sys.executable).with_name("gunicorn")
        address = self.url.removeprefix("http://")
        self.server = subprocess.Popen(
            [*(gunicorn, "learning.wsgi", "-c", "learning/serving.py"), "-b", address],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        wait_until_ready(f"{self.url}/accounts/login/", self.server)

    def stop(self):
        """End as an orderly restart does."""
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(timeout=20)

    def kill(self):
        """End all of the server's processes at once, as a fault does."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=20)

    def manage(self, *arguments):
        """Run a management command against the site's database; its output."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(url, server):
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within a minute")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "learning.settings.demo",
        "CHOUDO_VAR": str(folder),
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [
            *(sys.executable, "manage.py", "prepare_demo"),
            *("--port", str(port), "--staff", "150", "--years", "1"),
        ],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    site = Site(f"http://127.0.0.1:{port}", folder, environment)
    try:
        site.start()
        rows = json.loads((folder / "demo" / "sign-ins.json").read_text("utf-8"))
        site.sign_ins = {row["role"]: row for row in rows}
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def page(request, browser, site):
    """A fresh visitor at 1366×768, with and without JavaScript."""
    context = browser.new_context(
        base_url=site.url,
        locale="ja-JP",
        viewport={"width": 1366, "height": 768},
        java_script_enabled=request.param,
    )
    yield context.new_page()
    context.close()
