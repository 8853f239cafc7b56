"""In short what `make faults` does at length, on the database of this run."""

import pytest
from django.db import connection

from tests.faults.databases import database
from tests.faults.scenario import Size, both

SIZE = Size(clients=50, items=20, saves=400, kills=1)


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_and_an_early_acknowledgement_is_found(tmp_path):
    with database(connection.vendor, tmp_path) as store:
        report, early = both(store, tmp_path, SIZE, seed=1)
    assert (report.lost, report.wrong_scores) == (0, 0), report
    assert report.acknowledged >= SIZE.saves
    assert report.kills == SIZE.kills + 1
    assert early.lost > 0, "a site that loses answers must be found out"
