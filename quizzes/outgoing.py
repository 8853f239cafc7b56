"""Makes of the bank's items what a file carries, with pictures and objectives."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from quizzes.exchange import FORMATS
from quizzes.exchange.parcel import ExchangedItem, Loss
from quizzes.item_types import DocumentInvalid, read_document
from quizzes.models import Item, ItemImage
from quizzes.models.image import address_of

IMAGE_SOURCE = re.compile(r'src="(?:/[^"]*)?/([0-9a-f]{64}\.(?:png|jpg|gif|webp))/?"')


def write_items(
    items: Iterable[Item], form: str
) -> tuple[bytes, list[Loss], list[str]]:
    """Return the file, what it doesn't carry, and the codes of what is in it.

    A half-written draft is not written; it is named among the losses.
    """
    parcels, losses = parcels_of(items)
    data, lost = FORMATS[form].write(parcels)
    refused = {loss.place for loss in lost if loss.refused}
    codes = [parcel.code for parcel in parcels if parcel.place not in refused]
    return data, [*losses, *lost], codes


def parcels_of(items: Iterable[Item]) -> tuple[list[ExchangedItem], list[Loss]]:
    """Return what travels of these items, and the half-written ones as losses."""
    parcels, losses = [], []
    for item in items:
        try:
            document = read_document(item.type, item.document).to_json()
        except DocumentInvalid as invalid:
            reason = f"書きかけなので書き出していません。{invalid}"
            losses.append(Loss(item.code, item.stem[:60], item.type, reason))
            continue
        parcels.append(_parcel(item, document))
    return parcels, losses


def _parcel(item: Item, document: dict[str, Any]) -> ExchangedItem:
    names = _names(document)
    rows = ItemImage.objects.filter(name__in=names)
    images = {row.name: bytes(row.content) for row in rows}
    return ExchangedItem(
        place=item.code,
        title=item.code,
        type=item.type,
        document=_with_names(document, images),
        category=(item.objective.title,),
        code=item.code,
        objective=item.objective.code,
        source=item.source,
        responsible=item.responsible,
        review_on=item.review_on.isoformat() if item.review_on else "",
        law_effective_on=(
            item.law_effective_on.isoformat() if item.law_effective_on else ""
        ),
        images=images,
    )


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(_names, value.values()))
    if isinstance(value, list):
        return set().union(*map(_names, value))
    return set(IMAGE_SOURCE.findall(value)) if isinstance(value, str) else set()


def _with_names(value: Any, images: dict[str, bytes]) -> Any:
    if isinstance(value, dict):
        return {name: _with_names(each, images) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_names(each, images) for each in value]
    if not isinstance(value, str):
        return value
    for name in images:
        value = value.replace(f'src="{address_of(name)}"', f'src="image:{name}"')
    return value


def filename_for(form: str) -> str:
    """Return the name of a file of this format."""
    return str(PurePosixPath("items").with_suffix(FORMATS[form].extensions[0]))


def losses_to_json(losses: Sequence[Loss]) -> list[dict[str, str]]:
    """Return the report of what was not carried, a line an item."""
    return [
        {
            "place": loss.place,
            "title": loss.title,
            "type": loss.type,
            "status": str(loss.status),
            "reason": loss.reason,
        }
        for loss in losses
    ]
