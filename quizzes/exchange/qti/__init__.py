"""QTI 2.0–2.2 and 3.0: assessment items as XML files or content packages.

Read after the specifications of 1EdTech (IMS); written as packages of 2.1, 2.2 and 3.0.
The two generations speak of the same things in other names, so everything here knows
the names of 2.x and `vocabulary` translates. Shuffling is the quiz's matter with us and
isn't kept; all versions are read alike, whichever is asked for.
"""

from functools import partial

from quizzes.exchange.parcel import Format
from quizzes.exchange.qti.reading import read
from quizzes.exchange.qti.sniffing import sniff
from quizzes.exchange.qti.writing import V2_1, V2_2, V3_0, Version, write


def _format(version: Version) -> Format:
    return Format(
        name=f"QTI {version.number}",
        read=read,
        write=partial(write, version=version),
        extensions=(".zip", ".xml"),
        sniff=sniff,
        media_type="application/zip",
    )


FORMAT_2_1, FORMAT_2_2, FORMAT_3_0 = (_format(each) for each in (V2_1, V2_2, V3_0))

__all__ = ["FORMAT_2_1", "FORMAT_2_2", "FORMAT_3_0", "read", "sniff", "write"]
