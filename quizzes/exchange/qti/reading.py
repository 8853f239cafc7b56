"""Reads each item of a file: one interaction, a text with gaps, or a scene with parts."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from quizzes.exchange.gap_text import PLACE
from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.parcel import ExchangedItem
from quizzes.exchange.qti import choices, passage, texts
from quizzes.exchange.qti.choices import IDS, Read
from quizzes.exchange.qti.item import Item
from quizzes.exchange.qti.package import Source, sources
from quizzes.exchange.qti.stimuli import stimuli
from quizzes.exchange.xml_tree import attribute, child, children, descendants

OWN_TOOL = "Choudo"
PART_CLASS = "choudo-part"
MOST_INTERACTIONS = 50
Kind = Callable[[Item, Element, str], Read]
KINDS: Mapping[str, Kind] = {
    "choiceInteraction": choices.choice,
    "matchInteraction": choices.match,
    "orderInteraction": choices.order,
    "gapMatchInteraction": texts.gap_match,
    "hottextInteraction": passage.hottext,
    "extendedTextInteraction": texts.extended_text,
    "textEntryInteraction": texts.text_entry,
}
UNKNOWN: Mapping[str, str] = {
    "associateInteraction": "一つの組の中で対を作る問題（associate）は扱えません。",
    "hotspotInteraction": "図の場所を選ぶ問題は扱えません。",
    "graphicOrderInteraction": "図の場所を並べる問題は扱えません。",
    "graphicAssociateInteraction": "図の場所を結ぶ問題は扱えません。",
    "graphicGapMatchInteraction": "図の上に置く問題は扱えません。",
    "selectPointInteraction": "図の点を選ぶ問題は扱えません。",
    "positionObjectInteraction": "図の上に物を置く問題は扱えません。",
    "sliderInteraction": "目盛りで答える問題は扱えません。",
    "mediaInteraction": "動画や音声で答える問題は扱えません。",
    "drawingInteraction": "図をかく問題は扱えません。",
    "uploadInteraction": "ファイルを提出する問題は扱えません。",
    "customInteraction": "独自の部品で答える問題は扱えません。",
    "portableCustomInteraction": "独自の部品で答える問題は扱えません。",
}
SURVEY = {"likert", "rating", "free_text"}
BUTTONS = {"endAttemptInteraction"}


def read(data: bytes, filename: str) -> list[ExchangedItem]:
    """Read the items of a file; what can't be taken is refused with the reason.

    Raises
    ------
    FileBroken
        If it is neither XML nor a package of QTI 2.x or 3.0.
    """
    return [_exchanged(source) for source in sources(data, filename)]


def _exchanged(source: Source) -> ExchangedItem:
    if source.root is None:
        return ExchangedItem(
            source.place, "", category=source.category, refused=source.refused
        )
    gathering = Gathering(source.file)
    item = Item(source.root, gathering)
    item_type, refused = "", ""
    document: dict[str, Any] = {}
    try:
        item_type, document = _whole(item)
    except Refused as refusal:
        refused = str(refusal)
    own = attribute(source.root, "toolName") == OWN_TOOL
    return ExchangedItem(
        place=source.place,
        title=item.title,
        type=item_type,
        document=document,
        category=source.category,
        code=attribute(source.root, "label" if own else "identifier"),
        notes=() if refused else tuple(gathering.notes),
        refused=refused,
        images={} if refused else _used(gathering.images, document),
        **item.own_tags(),
    )


def _whole(item: Item) -> Read:
    root = item.root
    if attribute(root, "adaptive") == "true":
        raise Refused("答えるたびに進む問題（adaptive）は扱えません。")
    if any(True for _ in descendants(root, "templateDeclaration", "printedVariable")):
        raise Refused("値が毎回変わる問題（template）は扱えません。")
    body = child(root, "itemBody")
    if body is None:
        raise Refused("問題の本文（itemBody）がありません。")
    if any(True for _ in descendants(body, *BUTTONS)):
        item.gathering.note("ヒントなどのボタンは取り込みませんでした。")
    if any(item.file(attribute(e, "href")) for e in children(root, "stylesheet")):
        item.gathering.note("スタイルシートは取り込みませんでした。")
    item_type, document = _read(item, body, stimuli(item))
    explanation = item.explanation()
    if explanation:
        document["explanation"] = explanation
    if item_type not in SURVEY | {"scenario"}:
        document["points"] = item.points(_points(item, item_type))
    return item_type, document


def _points(item: Item, item_type: str) -> Any:
    stated = item.processing.whole_points()
    if stated is not None:
        return stated
    declared = list(item.declarations.values())
    if len(declared) == 1 and item.processing.rule(declared[0].identifier) == "map":
        mapping = declared[0].mapping
        if mapping is not None:
            values = [entry.value for entry in mapping.best]
            most = max(values, default=None) if declared[0].is_single else sum(values)
            if mapping.upper is not None and most is not None:
                most = min(most, mapping.upper)
            return most or None
    return None


def interactions_in(container: Element) -> list[Element]:
    """Return the interactions in an element, those within feedback left out."""
    found: list[Element] = []
    for each in container:
        if each.tag in (
            "modalFeedback",
            "feedbackBlock",
            "feedbackInline",
            "rubricBlock",
        ):
            continue
        if each.tag.endswith("Interaction"):
            if each.tag not in BUTTONS:
                found.append(each)
        else:
            found += interactions_in(each)
    return found


def _read(item: Item, container: Element, before: str = "") -> Read:
    while _is_only_wrapping(container):
        container = container[0]
    interactions = interactions_in(container)
    for each in interactions:
        if each.tag not in KINDS and each.tag not in texts.INLINE:
            unknown = f"「{each.tag[:40]}」の問題は扱えません。"
            raise Refused(UNKNOWN.get(each.tag, unknown))
    if len(interactions) > MOST_INTERACTIONS:
        raise Refused("一つの問題の中の設問が多すぎます。")
    if not interactions:
        raise Refused("答える欄がありません（説明の文だけです）。")
    own_parts = any(attribute(each, "class") == PART_CLASS for each in container)
    inline = all(each.tag in texts.INLINE for each in interactions) and not own_parts
    if len(interactions) == 1 and not _is_gap(container, interactions[0]):
        return _one(item, container, interactions[0], before)
    if inline:
        return texts.cloze(item, container, interactions, before)
    return _scenario(item, container, before)


def _is_only_wrapping(container: Element) -> bool:
    return (
        len(container) == 1
        and container[0].tag == "div"
        and not (container.text or "").strip()
        and not (container[0].tail or "").strip()
    )


def _is_gap(container: Element, interaction: Element) -> bool:
    """Whether the one interaction is a gap of a text and no field of its own."""
    if interaction.tag == "inlineChoiceInteraction":
        return True
    return interaction.tag in texts.INLINE and any(
        attribute(each, "class") == "choudo-text" for each in container.iter()
    )


def _one(item: Item, container: Element, interaction: Element, before: str) -> Read:
    prompt = child(interaction, "prompt")
    asked = "" if prompt is None else f"<div>{item.html(prompt)}</div>"
    if interaction.tag in texts.INLINE:
        asked = PLACE if _has_text_after(container, interaction) else ""
    stem = before + item.html(container, asked)
    return KINDS[interaction.tag](item, interaction, stem)


def _has_text_after(container: Element, interaction: Element) -> bool:
    """Whether a field stands within a sentence, so that its place must be seen."""
    for parent in container.iter():
        for each in parent:
            if each is interaction:
                own = (each.tail or "").strip(" \t\r\n　.。")
                following = list(parent)[list(parent).index(each) + 1 :]
                unit = any(attribute(e, "class") == "choudo-unit" for e in following)
                return not unit and bool(
                    own or any("".join(e.itertext()).strip() for e in following)
                )
    return False


def _scenario(item: Item, container: Element, before: str) -> Read:
    scene, found = _parts(item, container)
    scene = before + scene
    parts: list[dict[str, Any]] = []
    for part_before, holder in found:
        item_type, document = _read(item, holder, part_before)
        if item_type in SURVEY:
            item.gathering.note(
                "採点しない設問は場面問題に入れられないので省きました。"
            )
            continue
        if item_type == "scenario":
            parts += document["parts"]
            continue
        names = [attribute(e, "responseIdentifier") for e in interactions_in(holder)]
        document["points"] = item.points(item.processing.part_points(names))
        explanation = item.explanation(holder)
        if explanation:
            document["explanation"] = explanation
        parts.append({"type": item_type, "document": document})
    for place, part in enumerate(parts[: len(IDS)]):
        part["id"] = IDS[place]
    if len(parts) < 2 or len(parts) > len(IDS):
        raise Refused("採点する設問が一つしか残らないか、多すぎます。")
    stem = item.stem(scene, item.title or "次の設問に答えてください。")
    return "scenario", {**stem, "parts": parts}


def _parts(item: Item, container: Element) -> tuple[str, list[tuple[str, Element]]]:
    """Return the scene, and each part's element with what stands before it."""
    holders = [each for each in container if _holds(each)]
    if len(holders) == 1 and not holders[0].tag.endswith("Interaction"):
        only = holders[0]
        around = _around(item, container, only)
        scene, found = _parts(item, only)
        return around + scene, found
    scene, found, waiting = "", [], container.text or ""
    for each in container:
        if _holds(each):
            holder = Element("div")
            holder.append(each)
            if not found:
                scene, waiting = waiting, ""
            found.append((waiting, holder))
            waiting = each.tail or ""
            each.tail = None
        else:
            alone = Element("div")
            alone.append(each)
            waiting += item.html(alone)
    return scene + waiting, found


def _holds(element: Element) -> bool:
    if element.tag.endswith("Interaction"):
        return element.tag not in BUTTONS
    return bool(interactions_in(element))


def _around(item: Item, container: Element, only: Element) -> str:
    rest = Element("div")
    rest.text = container.text
    rest.extend(each for each in container if each is not only)
    return item.html(rest)


def _used(images: dict[str, bytes], document: dict[str, Any]) -> dict[str, bytes]:
    stems = [document.get("stem", "")]
    stems += [part["document"].get("stem", "") for part in document.get("parts", ())]
    return {
        name: data
        for name, data in images.items()
        if any(f"image:{name}" in stem for stem in stems)
    }
