"""The table of what happens to a record; by hand from docs/curriculum-format.md."""

import pytest

from courses.importer.comparing import Known, LastWritten, Outcome, decide

LAST = LastWritten(given="file-1", written="site-1")

TABLE = [
    # the file now, last import, the site now, without and with --overwrite
    ("file-1", None, None, "created", "created"),
    ("file-1", LAST, "site-1", "unchanged", "unchanged"),
    ("file-2", LAST, "site-1", "updated", "updated"),
    ("file-1", LAST, "site-2", "conflict", "overwritten"),
    ("file-2", LAST, "site-2", "conflict", "overwritten"),
    # deleted in the site
    ("file-1", LAST, None, "conflict", "overwritten"),
    # made in the site before the file had it
    ("file-1", None, "site-9", "conflict", "overwritten"),
]


@pytest.mark.parametrize(("given", "last", "standing", "plain", "forced"), TABLE)
def test_decide(given, last, standing, plain, forced):
    known = Known(last, standing)
    assert decide([given], known, overwrite=False) == Outcome(plain)
    assert decide([given], known, overwrite=True) == Outcome(forced)


def test_a_file_that_no_longer_says_major_is_as_it_was():
    given = ("file-1-minor", "file-1")
    assert decide(given, Known(LAST, "site-1"), overwrite=False) == Outcome.UNCHANGED
    assert decide(given, Known(LAST, "site-2"), overwrite=False) == Outcome.CONFLICT
