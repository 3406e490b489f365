"""What a widget is given of keys that were typed, or that nobody can prove to be a scanner's.

What presses something among characters of one piece is given by itself: a text may stand in a
field, but nothing is pressed that perhaps nobody pressed.
"""

from __future__ import annotations

from . import pace
from .strokes import Given, KeyTarget, Run, Sort, Stroke, StrokeOutcome


def given(run: Run, place: KeyTarget) -> list[StrokeOutcome]:
    """Return what is given of a run; what presses something, among characters, by itself."""
    first, held = run.given, run.held
    run.give()
    if place is not KeyTarget.TEXT:
        return [Given(held)] if held else []
    strokes, outcomes = (*run.strokes, *run.ends), list[StrokeOutcome]()
    for place_of, stroke in enumerate(held, first):
        is_bunched = _is_bunched(stroke, strokes[max(0, place_of - 1) : place_of + 2])
        last = outcomes[-1] if outcomes else None
        if isinstance(last, Given) and not is_bunched and not last.is_bunched:
            outcomes[-1] = Given((*last.strokes, stroke))
        else:
            outcomes.append(Given((stroke,), is_bunched))
    return outcomes


def given_as_piece(run: Run) -> list[StrokeOutcome]:
    """Return what is given of a run whose end came in one piece with it."""
    ends, run.ends = run.ends, []
    return [*given(run, KeyTarget.TEXT), *(Given((end,), is_bunched=True) for end in ends)]


def _is_bunched(stroke: Stroke, around: tuple[Stroke, ...]) -> bool:
    """Tell whether a key that presses something came in one piece with a character beside it."""
    return stroke.sort is Sort.COMMAND and any(
        each.sort is Sort.SIGN and abs(each.time - stroke.time) <= pace.FINGER for each in around
    )
