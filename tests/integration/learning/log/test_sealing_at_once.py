"""Two sealers on PostgreSQL, the first ones and later ones: one chain."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from learning.log.actions import write
from learning.log.actions.sealing import _seal_batch, seal_new
from learning.log.models import Seal
from learning.log.verification import verify

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer"),
    pytest.mark.django_db(transaction=True),
]
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def seal_elsewhere():
    try:
        seal_new()
    finally:
        connection.close()


@pytest.mark.parametrize("before", [0, 1])
def test_a_second_sealer_goes_on_where_the_first_ended(before):
    for _ in range(before):
        write("earlier", by=None, at=NOW)
        seal_new()
    write("first", by=None, at=NOW)
    write("second", by=None, at=NOW)
    other = threading.Thread(target=seal_elsewhere)
    with transaction.atomic():
        _seal_batch()
        other.start()
        other.join(timeout=1)
        assert other.is_alive()
    write("third", by=None, at=NOW)
    other.join(timeout=30)
    seal_new()
    assert verify().holds
    assert Seal.objects.count() == before + 3
