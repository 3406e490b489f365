from dataclasses import replace

import pytest
from textual.widgets import Input

from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.scanner.labels.codes import CodeKind
from cleancloud_tui.scanner.patterns import Case
from cleancloud_tui.scanner.setup import ScanSetup
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.scanner_setup import listening as label_hearing
from cleancloud_tui.screens.scanner_setup.screen import CalibrationScreen
from tests.app.steps import slowly
from tests.screens.conftest import Counter


@pytest.fixture(autouse=True)
def _silence_where_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no label be cut in two because the machine was busy."""
    monkeypatch.setattr(label_hearing, "SILENCE", 3600.0)


async def open_it(counter: Counter) -> CalibrationScreen:
    counter.app.action_set_up_scanner()
    await counter.settle()
    screen = counter.app.screen
    assert isinstance(screen, CalibrationScreen)
    return screen


async def scan(counter: Counter, text: str, gap: float = 0.004) -> None:
    await slowly(counter, text, min(gap, 0.03))
    await silence(counter)


async def silence(counter: Counter) -> None:
    """Let nothing come for so long that a label is over."""
    hearing = counter.app.lane.listener.__self__  # type: ignore[union-attr]
    hearing.is_silent(len(hearing.strokes))
    await counter.settle()


async def test_a_silence_ends_a_label(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_hearing, "SILENCE", 0.05)
    await open_it(counter)
    await slowly(counter, "041200034561", 0.004)
    await counter.until(lambda: "Scan 2 more" in counter.text)


async def test_three_labels_tell_what_to_set(counter: Counter) -> None:
    kept: list[ScanSetup] = []

    async def keep(setup: ScanSetup) -> None:
        kept.append(setup)

    counter.app.keep_scan_setup = keep
    await open_it(counter)
    assert "Scan 3 labels here" in counter.text
    for number in (1, 2, 3):  # with the identifier's digit, the third would pass for a card's
        await scan(counter, f"#]C004120003456{number}\t")
    words = " ".join(counter.text.split())
    assert "#]C0041200034563" in words
    assert "ms apart · TAB · Code 128" in words
    assert "Proposed: prefix # · ended by TAB · keys at most 30 ms apart" in words
    await counter.press("ctrl+s")
    assert "Kept" in counter.text
    assert (kept[0].scanner.prefix, kept[0].scanner.suffix) == ("#", "tab")
    assert counter.app.desk.scans.scanner == kept[0].scanner


async def test_a_pattern_is_seen_at_work_while_it_is_typed(counter: Counter) -> None:
    screen = await open_it(counter)
    screen.query_one("#try", Input).value = "437"
    await counter.settle()
    assert "ticket 437. People type such" in counter.text
    screen.query_one("#garment", Input).value = r"\d{3}"
    await counter.settle()
    assert "ticket 437 or garment 437" in counter.text
    screen.query_one("#garment", Input).value = r"A(\d+"
    await counter.settle()
    told = "can't be used: garment: missing ), unterminated subpattern at sign 2"
    assert told in " ".join(counter.text.split())
    await counter.press("ctrl+s")
    assert "! garment: missing )" in counter.text
    assert CodeKind.GARMENT in counter.app.desk.scans.patterns.expressions


async def test_letters_and_bell_are_chosen_by_keyboard_seen_at_work_and_kept(
    counter: Counter,
) -> None:
    kept: list[ScanSetup] = []

    async def keep(setup: ScanSetup) -> None:
        kept.append(setup)

    counter.app.keep_scan_setup = keep
    screen = await open_it(counter)
    await scan(counter, "P-a12\r")  # not what Caps Lock makes of a label
    assert "P-a12 is read as P-a12, which fits no pattern." in counter.text
    screen.query_one("#typed", Input).focus()
    await counter.press("tab", "enter", "down", "enter")
    assert "P-a12 is read as place A12." in counter.text
    await counter.press("tab", "enter", "up", "enter", "escape")
    assert "Leave without keeping?" in counter.text
    await counter.press("escape", "ctrl+s")
    assert "Kept" in counter.text
    assert (kept[0].patterns.case, kept[0].sound) == (Case.UPPER, "every scan")
    setup = counter.app.desk.scans
    assert (setup.patterns, setup.sound) == (kept[0].patterns, kept[0].sound)
    await counter.press("escape")
    assert isinstance(counter.app.screen, SearchScreen)


async def test_leaving_what_was_not_kept_is_asked_and_answered_by_its_key(counter: Counter) -> None:
    await open_it(counter)
    await scan(counter, "041200034561\r")
    await counter.press("escape")
    assert "Leave without keeping?" in counter.text
    await counter.press("f12")
    assert isinstance(counter.app.screen, SearchScreen)


async def test_a_scanned_code_is_tried(counter: Counter) -> None:
    screen = await open_it(counter)
    screen.query_one("#try", Input).focus()
    await counter.type("041200034567\r")
    assert "garment 041200034567" in counter.text


async def test_labels_scanned_quickly_are_told_apart_by_what_ends_them(counter: Counter) -> None:
    await open_it(counter)
    await slowly(counter, "041200034561\r\n041200034562\r\n041200034563\r\n", 0.004)
    await silence(counter)
    assert counter.text.count("14 keys, 4 to 4 ms apart  ·  Enter and LF") == 3
    assert "Proposed: no prefix  ·  ended by Enter and LF  ·  keys at most 30 ms" in counter.text


async def test_a_card_that_was_dropped_is_told_until_the_next_label(counter: Counter) -> None:
    await open_it(counter)
    await scan(counter, "4111111111111111\r")
    assert "payment card" in counter.text
    await scan(counter, "041200034561\r")
    assert "payment card" not in counter.text
    assert "Scan 2 more" in counter.text


async def test_help_names_each_key_once(counter: Counter) -> None:
    await open_it(counter)
    await counter.press("f1")
    assert counter.text.count("Keep ") == 1


async def test_cards_are_not_shown(counter: Counter) -> None:
    await open_it(counter)
    await scan(counter, ";4111111111111111=28121010000000?\r")
    assert "4111" not in counter.text
    assert "payment card" in counter.text


async def test_what_can_not_be_kept_says_why(counter: Counter) -> None:
    async def refuse(_: ScanSetup) -> None:
        raise ValueError("The settings can't be written: the disk is full.")

    app: CounterApp = counter.app
    app.keep_scan_setup = refuse
    await open_it(counter)
    await counter.press("ctrl+s")
    assert "the disk is full" in counter.text


async def test_patterns_that_somebody_else_set_meanwhile_are_asked_about(
    counter: Counter,
) -> None:
    kept: list[ScanSetup] = []

    async def keep(setup: ScanSetup) -> None:
        kept.append(setup)

    counter.app.keep_scan_setup = keep
    screen = await open_it(counter)
    screen.query_one("#typed", Input).value = "[0-9]{3}"
    scans = counter.app.desk.scans
    scans.take(ScanSetup(replace(scans.patterns, case=Case.UPPER), scans.scanner, scans.sound))
    await counter.press("ctrl+s")
    assert "Somebody else has set patterns or the bell meanwhile." in counter.text
    await counter.press("escape")
    assert not kept
    await counter.press("ctrl+s", "f12")
    await counter.until(lambda: bool(kept))
    await counter.press("ctrl+s")
    await counter.until(lambda: len(kept) == 2)
