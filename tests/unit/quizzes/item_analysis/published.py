"""Data of Bock & Lieberman (1970), Psychometrika 35: two sections of the LSAT."""

from pathlib import Path

import numpy as np

LSAT6 = np.genfromtxt(
    Path(__file__).parents[3] / "reference" / "item_analysis" / "lsat6.csv",
    delimiter=",",
    skip_header=1,
)

# Persons with the patterns 00000, 00001, … 11111.
_LSAT7_FREQUENCIES = (
    12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28,
    7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308,
)  # fmt: skip
LSAT7 = np.repeat(
    [[int(digit) for digit in f"{code:05b}"] for code in range(32)],
    _LSAT7_FREQUENCIES,
    axis=0,
).astype(float)
