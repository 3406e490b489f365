"""The names of what was damaged: the last one is the last, whatever the clock said."""

from __future__ import annotations

from pathlib import Path

from cleancloud_tui.stores.aside import set_aside, those_set_aside, usual_name


def test_what_is_set_aside_by_a_clock_that_was_set_back_is_still_the_last(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    (tmp_path / "journal.damaged-29991231-235959-999999.db").touch()
    (tmp_path / "journal.damaged-nobody-knows.db").touch()
    for _ in range(3):
        path.touch()
        aside = set_aside(path, usual_name(path))
        stamped = [each for each in those_set_aside(path) if "nobody" not in each.name]
        assert stamped[-1] == aside
