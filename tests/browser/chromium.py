"""Finds the system's Chromium, or installs it where that is possible.

Usage: python -m tests.browser.chromium --install
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MEND = (
    "The browser tests need Chromium. Install it (Debian, Ubuntu: apt install chromium)"
    " or name one: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's package where we may; leave the machine alone elsewhere."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-q"],
        ["install", "-y", "-q", "--no-install-recommends", "chromium"],
    ):
        subprocess.run([apt, *arguments], env=environment, check=False, **quiet)


def main() -> int:
    """Make sure that there is a browser; 1 with the mend if there is none."""
    if find() is None and "--install" in sys.argv:
        install()
    if find() is None:
        print(MEND, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
