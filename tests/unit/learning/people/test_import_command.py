"""What the import commands say of a file of decisions that is none."""

import pytest
from django.core.management.base import CommandError

from learning.people.management.import_command import read_answers


@pytest.mark.parametrize("text", ["[1,2", "5", "[" * 100_000])
def test_a_file_that_is_no_decision_is_told_in_words(tmp_path, text):
    path = tmp_path / "decisions.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="読めません"):
        read_answers(str(path))
