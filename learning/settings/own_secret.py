"""The secret key of one checkout, for trying things out; a city sets its own."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from learning.settings.safety import refuse


def own_secret(path: Path) -> str:
    """Return the key in this file, made the first time; its owner alone may read it.

    It is there whole or not at all, and the first of two that make it at once wins.
    """
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii")
    except OSError:
        refuse(
            [f"CHOUDO_VAR：「{path}」を読み書きできません。権限を確かめてください。"]
        )
        raise


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
    with suppress(FileExistsError):
        _link(draft, path)
    draft.unlink(missing_ok=True)


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        draft.replace(path)
