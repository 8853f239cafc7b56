"""Knows how to write a plan's normal form as the TOML file that says the same.

Pure. What ``plan_file.read_plan`` reads back has the same digest, so that a city edits
the file of the revision in force and not one that it must first find. Comments of the
file that was taken in are not kept: they are no part of the plan.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

Data = Mapping[str, Any]
_TOP = ("code", "name", "city_name")
_GROUP = ("employment_types", "departments", "designations", "roles")


def plan_to_toml(document: Data) -> str:
    """Write a document, as ``PlanDocument.to_data`` gives it."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Data) -> Iterator[str]:
    yield "format = 1"
    yield from (_text(key, document[key]) for key in _TOP)
    yield from _interval(document)
    yield f"effective_on = {document['effective_on']}"
    yield _text("vision", document["vision"])
    yield _text("source", document["source"])
    yield _texts("notes", document["notes"])
    if "authorities" in document:
        yield from _scope(document)
    for term in document["terms"]:
        yield from ("", "[[terms]]", *_named(term), *_interval(term))
    for state in document["states"]:
        yield from (
            "",
            "[[states]]",
            *_named(state),
            _texts("aliases", state["aliases"]),
        )
        yield from (_text("needs", state["needs"]), _text("source", state["source"]))
    for effect in document["effects"]:
        yield from ("", "[[effects]]", *_named(effect))
        yield from (
            _texts("states", effect["states"]),
            _text("source", effect["source"]),
        )
    for literacy in document["literacies"]:
        yield from _literacy(literacy)
    yield from _links(document["links"])
    yield from _targets(document["targets"])
    yield from _named_codes(document["named_codes"])
    for part in ("roles", "promises", "indicators"):
        for entry in document[part]:
            yield from ("", f"[[{part}]]")
            yield from (_text(key, value) for key, value in entry.items() if value)


def _scope(document: Data) -> Iterator[str]:
    yield from ("", "[authorities]", _texts("codes", document["authorities"]))
    yield _flag("provisional", document["authorities_are_provisional"])
    yield _text("source", document["authorities_source"])


def _literacy(literacy: Data) -> Iterator[str]:
    yield from ("", "[[literacies]]", *_named(literacy))
    yield _text("source", literacy["source"])
    yield _flag("provisional", literacy["is_provisional"])
    yield _texts("tiers", literacy["tiers"])
    yield _texts("objectives", literacy["objectives"])
    yield from ("", "[literacies.audience]")
    yield _flag("provisional", literacy["audience_is_provisional"])
    yield _text("source", literacy["audience_source"])
    for group in literacy["audience"]["any"]:
        yield from ("", "[[literacies.audience.any]]", *_group(group))
    for pathway in literacy["pathways"]:
        yield from ("", "[[literacies.pathways]]", _text("name", pathway["name"]))
        yield _validity(pathway["validity"])
        for criterion in pathway["criteria"]:
            yield from ("", "[[literacies.pathways.criteria]]", *_criterion(criterion))


def _group(group: Data) -> Iterator[str]:
    if group.get("all_staff"):
        yield _flag("all_staff", True)
    if group.get("rank_at_or_above"):
        yield _text("rank_at_or_above", group["rank_at_or_above"])
    yield from (_texts(key, group[key]) for key in _GROUP if group.get(key))


def _criterion(criterion: Data) -> Iterator[str]:
    yield _text(criterion["kind"], criterion["code"])
    if "mark" in criterion:
        yield f"mark = {criterion['mark']}"
    if "floors" in criterion:
        yield f"floors = {_shares(criterion['floors'])}"
    if "validity" in criterion:
        yield _validity(criterion["validity"])


def _validity(validity: Data) -> str:
    if "months" in validity:
        return f"validity_months = {validity['months']}"
    return _text("validity", validity["kind"])


def _links(links: Sequence[Data]) -> Iterator[str]:
    """One table per cell: literacies in a row that share states, certainty and source."""
    runs = [
        (key, [link["state"] for link in run])
        for key, run in groupby(
            links, lambda link: (link["certainty"], link["source"], link["literacy"])
        )
    ]
    for (certainty, source, states), cell in groupby(
        runs, lambda run: (run[0][0], run[0][1], run[1])
    ):
        yield from ("", "[[links]]")
        yield _texts("literacies", [key[2] for key, _states in cell])
        yield _texts("states", states)
        yield from (_text("certainty", certainty), _text("source", source))


def _targets(targets: Sequence[Data]) -> Iterator[str]:
    for (term, is_provisional), run in groupby(
        targets, lambda target: (target["term"], target["is_provisional"])
    ):
        yield from ("", "[[targets]]", _text("term", term))
        yield _flag("provisional", is_provisional)
        shares = {target["literacy"]: target["share"] for target in run}
        yield f"shares = {_shares(shares)}"


def _named_codes(named: Sequence[Data]) -> Iterator[str]:
    for entry in named:
        is_outside = entry["kind"] == "qualification"
        part = "qualifications" if is_outside else "recognitions"
        yield from ("", f"[[{part}]]", *_named(entry))
        if not is_outside:
            yield _text("kind", entry["kind"])


def _named(entry: Data) -> tuple[str, str]:
    return _text("code", entry["code"]), _text("name", entry["name"])


def _interval(entry: Data) -> tuple[str, str]:
    """Data are half-open, files say the last day."""
    last = date.fromisoformat(entry["ends_on"]) - timedelta(days=1)
    return f"starts_on = {entry['starts_on']}", f"last_day = {last.isoformat()}"


def _text(key: str, value: str) -> str:
    return f"{key} = {_quoted(value)}"


def _texts(key: str, values: Sequence[str]) -> str:
    if sum(map(len, values)) < 60:
        return f"{key} = [{', '.join(map(_quoted, values))}]"
    return "\n".join([f"{key} = [", *(f"  {_quoted(v)}," for v in values), "]"])


def _flag(key: str, value: bool) -> str:
    return f"{key} = {'true' if value else 'false'}"


def _shares(shares: Mapping[str, str]) -> str:
    pairs = ", ".join(f"{_quoted(code)} = {share}" for code, share in shares.items())
    return f"{{ {pairs} }}"


def _quoted(value: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
