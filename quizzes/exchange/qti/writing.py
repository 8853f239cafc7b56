"""Writes items as a content package: items, images, a test with sections, a manifest."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from quizzes.exchange.parcel import ExchangedItem, Loss
from quizzes.exchange.qti.draft import Draft
from quizzes.exchange.qti.interactions import ADD, Place, points_of
from quizzes.exchange.qti.item import TAGS_CLASS
from quizzes.exchange.qti.vocabulary import in_3
from quizzes.exchange.tags import tags_of
from quizzes.exchange.xml_tree import writable

UNSCORED = {"likert", "rating", "free_text"}
AS_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
# The same bytes for the same items: no time of writing in the archive.
PACKED_ON = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """What differs between the versions: namespaces, types of resources, names."""

    number: str
    namespace: str
    manifest_namespace: str
    end: str
    schema: str
    is_3: bool = False


V2_1 = Version(
    "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "v2p1",
    "QTIv2.1 Package",
)
V2_2 = Version(
    "2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "v2p2",
    "QTIv2.2 Package",
)
V3_0 = Version(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "v3p0",
    "QTI Package",
    is_3=True,
)


@dataclass(slots=True)
class Package:
    """The files of a package and the resources of its manifest."""

    version: Version
    files: dict[str, bytes] = field(default_factory=dict)
    resources: list[tuple[str, str, str, list[str]]] = field(default_factory=list)
    sections: list[tuple[tuple[str, ...], list[tuple[str, str]]]] = field(
        default_factory=list
    )


def write(items: Sequence[ExchangedItem], version: Version) -> tuple[bytes, list[Loss]]:
    """Return the package as a zip, and what it doesn't carry."""
    package = Package(version)
    losses: list[Loss] = []
    used: set[str] = set()
    for number, item in enumerate(items, start=1):
        if item.type not in ADD and item.type != "scenario":
            losses.append(Loss.of(item, "QTI にこの形式の問題がありません。"))
            continue
        losses += _losses(item)
        identifier = f"item{number:04d}"
        if AS_IDENTIFIER.fullmatch(item.code) and item.code not in used:
            identifier = item.code
        used.add(identifier)
        _add_item(package, item, identifier)
    _add_test(package)
    package.files["imsmanifest.xml"] = _manifest(package)
    return _zipped(package.files), losses


def assessment_item(item: ExchangedItem, identifier: str) -> Element:
    """Return one item in the names of 2.x."""
    document = item.document
    scored = item.type not in UNSCORED
    if item.type == "scenario":
        points = sum((points_of(p["document"]) for p in document["parts"]), Decimal(0))
    else:
        points = points_of(document)
    draft = Draft(points if scored else None)
    draft.explanation = document.get("explanation", "")
    draft.add_stem(draft.body, document)
    if scored:
        draft.declare_score("SCORE", points)
    _add_tags(draft, item)
    if item.type == "scenario":
        _add_parts(draft, item)
    else:
        ADD[item.type](Place(draft, draft.body), document)
    return draft.finished(identifier, item.title or item.code, item.code)


def _add_tags(draft: Draft, item: ExchangedItem) -> None:
    tags = tags_of(item)
    if tags:
        rubric = SubElement(draft.body, "rubricBlock", {"view": "author"})
        rubric.set("class", TAGS_CLASS)
        for tag in tags:
            SubElement(rubric, "p").text = writable(tag)


def _add_parts(draft: Draft, item: ExchangedItem) -> None:
    whole = Element("setOutcomeValue", {"identifier": "SCORE"})
    total = SubElement(whole, "sum")
    for part in item.document["parts"]:
        document, end = part["document"], f"_{part['id']}"
        holder = SubElement(draft.body, "div", {"class": "choudo-part"})
        draft.add_stem(holder, document)
        draft.declare_score(f"SCORE{end}", points_of(document))
        ADD[part["type"]](Place(draft, holder, end), document)
        told = f"explanation{end}"
        draft.tell(holder, told, document.get("explanation", ""), "feedbackBlock")
        SubElement(total, "variable", {"identifier": f"SCORE{end}"})
    draft.rules.append(whole)


def _losses(item: ExchangedItem) -> Iterator[Loss]:
    if item.type in ("likert", "rating"):
        reason = "尺度の問題は、QTI では正答のない選択の問題になります。"
        yield Loss.of(item, reason, refused=False)
    if item.type == "matrix":
        reason = "表で答える問題は、QTI では表の形の組み合わせになります。"
        yield Loss.of(item, reason, refused=False)


def _add_item(package: Package, item: ExchangedItem, identifier: str) -> None:
    path = f"items/{identifier}.xml"
    package.files[path] = _in_bytes(assessment_item(item, identifier), package.version)
    images = []
    for name, data in item.images.items():
        kept = package.files.setdefault(f"images/{name}", data)
        if kept is data or kept == data:
            images.append(f"images/{name}")
    kind = f"imsqti_item_xml{package.version.end}"
    package.resources.append((f"res_{identifier}", kind, path, images))
    if not package.sections or package.sections[-1][0] != item.category:
        package.sections.append((item.category, []))
    package.sections[-1][1].append((identifier, path))


def _add_test(package: Package) -> None:
    test = Element(
        "assessmentTest",
        {"identifier": "test", "title": "Choudo", "toolName": "Choudo"},
    )
    modes = {"navigationMode": "nonlinear", "submissionMode": "simultaneous"}
    part = SubElement(test, "testPart", {"identifier": "part"} | modes)
    for number, (category, items) in enumerate(package.sections, start=1):
        section = part
        for depth, title in enumerate(category or ("",), start=1):
            attributes = {
                "identifier": f"section_{number}_{depth}",
                "title": writable(title),
                "visible": "true",
            }
            section = SubElement(section, "assessmentSection", attributes)
        for identifier, path in items:
            reference = {"identifier": f"ref_{identifier}", "href": path}
            SubElement(section, "assessmentItemRef", reference)
    package.files["test.xml"] = _in_bytes(test, package.version)
    kind = f"imsqti_test_xml{package.version.end}"
    package.resources.insert(0, ("res_test", kind, "test.xml", []))


def _manifest(package: Package) -> bytes:
    version = package.version
    root = Element("manifest", {"identifier": "manifest"})
    root.set("xmlns", version.manifest_namespace)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = version.schema
    SubElement(metadata, "schemaversion").text = "3.0.0" if version.is_3 else "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for identifier, kind, path, images in package.resources:
        attributes = {"identifier": identifier, "type": kind, "href": path}
        resource = SubElement(resources, "resource", attributes)
        for file in (path, *images):
            SubElement(resource, "file", {"href": file})
        if kind.startswith("imsqti_test"):
            for other, *_ in package.resources[1:]:
                SubElement(resource, "dependency", {"identifierref": other})
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _in_bytes(element: Element, version: Version) -> bytes:
    root = in_3(element) if version.is_3 else element
    root.set("xmlns", version.namespace)
    for each in root:  # a line for each part; spaces within the body belong to it
        each.tail = "\n"
    root.text = "\n"
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files, key=lambda name: (name != "imsmanifest.xml", name)):
            info = zipfile.ZipInfo(name, PACKED_ON)
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
