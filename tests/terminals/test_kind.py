from cleancloud_tui.terminal.kind import why_not_painted_on


def test_terminals_without_a_cursor_to_move_are_refused_and_no_others() -> None:
    for name in ("", "dumb", "DUMB", "unknown", "network", "dialup"):
        assert "nothing can be painted on it" in why_not_painted_on({"TERM": name})
    for name in ("linux", "vt100", "xterm", "xterm-ghostty", "screen.xterm-256color", "own"):
        assert why_not_painted_on({"TERM": name}) == ""
