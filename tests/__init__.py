"""Tests of Choudo. See docs/testing.md for the kinds and their purpose."""
