"""Measures Choudo: `make bench`. Figures are given beside a floor of the same run."""

PASSWORD_OF_ALL = "bench-password-2026"
