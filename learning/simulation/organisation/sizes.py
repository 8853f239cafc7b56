"""Which bureaus and sections a city of a size has, out of data/organisation.toml.

Pure: gives specifications with their numbers of posts; opens nothing.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from learning.simulation.organisation.history import Spec

SMALLEST_SECTION = 3
DEPUTIES_FROM = 1500
MOST_MORE = 36
MOST_WARDS = 40


@cache
def template() -> Spec:
    """The data file."""
    text = (Path(__file__).parents[1] / "data" / "organisation.toml").read_text("utf-8")
    return tomllib.loads(text)


def bureaus(posts: int) -> list[tuple[Spec, list[Spec]]]:
    """Bureaus with the sections that a city of this size has, each with its size."""
    chosen = [(bureau, _sections(bureau, posts)) for bureau in template()["bureau"]]
    chosen += _wards(posts)
    posts -= sum(head_posts(bureau, posts) for bureau, _s in chosen)
    everywhere = sum(s["weight"] for _b, sections in chosen for s in sections)
    kept = [
        (
            bureau,
            [
                s
                for s in sections
                if s.get("core") or posts * s["weight"] / everywhere >= SMALLEST_SECTION
            ],
        )
        for bureau, sections in chosen
    ]
    sizes = shares([s["weight"] for _b, sections in kept for s in sections], posts)
    sized = iter(sizes)
    return [
        (bureau, [{**section, "size": next(sized)} for section in sections])
        for bureau, sections in kept
    ]


def head_posts(bureau: Spec, posts: int) -> int:
    """Posts in the bureau itself: its head and, in a larger city, a deputy."""
    if bureau.get("alone"):
        return 0
    return int(bureau.get("head", True)) + int(posts >= DEPUTIES_FROM)


def shares(weights: Sequence[float], total: int) -> list[int]:
    """Share ``total`` out by weight in whole numbers, at least one each.

    The largest remainders get what is left (Hamilton's method).
    """
    spare = max(0, total - len(weights))
    exact = [weight * spare / sum(weights) for weight in weights]
    whole = [int(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], i))
    for index in by_remainder[: spare - sum(whole)]:
        whole[index] += 1
    return [1 + each for each in whole]


def _sections(bureau: Spec, posts: int) -> list[Spec]:
    if bureau.get("empty"):
        return []
    if bureau.get("alone"):
        return [{**bureau, "core": True}]
    return [*bureau["sections"], *_more(bureau, posts)]


def _more(bureau: Spec, posts: int) -> list[Spec]:
    """Outposts of which a larger city has more."""
    more = bureau.get("more")
    if more is None:
        return []
    names = more["names"]
    ordinals = ("", "第二", "第三")
    return [
        {
            "key": f"{more['kind']}-{number}",
            "name": f"{names[number % len(names)]}{ordinals[number // len(names)]}"
            f"{more['suffix']}",
            "weight": more["weight"],
            "kind": more["kind"],
        }
        for number in range(min(MOST_MORE, posts // more["every"]))
    ]


def _wards(posts: int) -> list[tuple[Spec, list[Spec]]]:
    wards = template()["wards"]
    if posts < wards["from_staff"]:
        return []
    found: list[tuple[Spec, list[Spec]]] = []
    for number in range(min(MOST_WARDS, posts // wards["every"])):
        turn, which = divmod(number, len(wards["names"]))
        name = wards["names"][which] + (f"第{turn + 1}" if turn else "")
        key = f"ward-{number}"
        spec = {"key": key, "name": f"{name}役所", "authority": "mayor"}
        sections = [{**s, "key": f"{key}-{s['key']}"} for s in wards["sections"]]
        found.append((spec, list[Spec](sections)))
    return found
