"""Measures Choudo: `make bench`. Figures are given beside a floor of the same run."""
