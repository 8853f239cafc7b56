"""Holds every item of a file against the contract of documents before it is taken."""

from collections.abc import Sequence
from dataclasses import replace

from quizzes.exchange import pictures
from quizzes.exchange.parcel import ExchangedItem
from quizzes.item_types import DocumentInvalid, read_document

MOST_CODE = 60


def checked(items: Sequence[ExchangedItem]) -> list[ExchangedItem]:
    """Return the items with their documents as they are stored.

    What ``read_document`` refuses is a refused item with its reasons.
    """
    return [item if item.refused else _checked(item) for item in items]


def _checked(item: ExchangedItem) -> ExchangedItem:
    try:
        document = read_document(item.type, item.document).to_json()
    except DocumentInvalid as invalid:
        return replace(item, document={}, refused=str(invalid))
    item = replace(item, document=document)
    for name, data in item.images.items():
        if not pictures.kind_of(data):
            return replace(item, refused=f"画像「{name}」は使えない種類です。")
        if len(data) > pictures.MOST_BYTES:
            most = pictures.MOST_BYTES // 1024**2
            return replace(item, refused=f"画像「{name}」が{most} MB を超えています。")
    return item
