"""The demo's settings with one more URL: the floor."""

from learning.settings.demo import *  # noqa: F403, TID251

ROOT_URLCONF = "tests.bench.urls"
