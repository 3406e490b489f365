"""What has to hold after a campaign."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from cleancloud_tui.shop.writes.outbox import Decision

from .clock import START
from .counter_checks import counter_violations
from .door import Arrival
from .held import last_values
from .inputs import Input, key
from .scene import Scene

_ENDED: Final = (EntryState.CONFIRMED, EntryState.REFUSED, EntryState.MERGED)


def violations(scene: Scene) -> Iterator[str]:
    """Yield what does not hold."""
    yield from _not_ended(scene)
    yield from _not_written_down(scene)
    yield from _twice(scene)
    yield from _lost(scene)
    yield from _left_out(scene)
    yield from _not_held(scene)
    yield from _sent_though_refused(scene)
    yield from _charges(scene)
    yield from counter_violations(scene)


def _not_ended(scene: Scene) -> Iterator[str]:
    """Every entry is confirmed, refused, merged, or before a person."""
    for entry in scene.entries:
        if entry.state not in _ENDED and not entry.needs_person:
            yield f"not ended: {_entry(entry)}"


def _not_written_down(scene: Scene) -> Iterator[str]:
    """Nothing is sent that does not stand in the journal before."""
    written = {key(entry.operation, entry.parameters) for entry in scene.entries}
    for arrival in scene.door.arrivals:
        if key(arrival.operation, arrival.parameters) not in written:
            yield f"sent and not written down: {arrival}"


def _twice(scene: Scene) -> Iterator[str]:
    """What must not be repeated happened as often as the journal says, and was asked no oftener."""
    arrivals = defaultdict[str, list[Arrival]](list)
    for arrival in scene.door.arrivals:
        arrivals[key(arrival.operation, arrival.parameters)].append(arrival)
    entries = defaultdict[str, list[Entry]](list)
    for entry in scene.entries:
        if OPERATIONS[entry.operation].kind is OperationKind.NON_IDEMPOTENT_WRITE:
            entries[key(entry.operation, entry.parameters)].append(entry)
    inputs = Counter(key(put.operation, put.parameters) for put in scene.inputs)
    for what, same in entries.items():
        reached = [each for each in arrivals[what] if each.reply is not None]
        meant = inputs[what] + sum(
            scene.decided.get(entry.id) == Decision.SEND_AGAIN.value for entry in same
        )
        happened = sum(each.happened for each in reached)
        confirmed = sum(each.state is EntryState.CONFIRMED for each in same)
        unknown = sum(each.state is EntryState.UNKNOWN for each in same)
        sent = sum(each.sent_at is not None for each in same)
        story = "\n    ".join([*map(_entry, same), *map(str, arrivals[what])])
        if len(same) > meant:
            yield f"written down oftener ({len(same)}) than meant ({meant}):\n    {story}"
        if len(reached) > sent:
            yield f"asked oftener ({len(reached)}) than sent ({sent}):\n    {story}"
        if not confirmed <= happened <= confirmed + unknown:
            yield f"happened {happened} times, confirmed {confirmed}:\n    {story}"


def _lost(scene: Scene) -> Iterator[str]:
    """What was accepted stands in the journal, and did not end as refused in silence."""
    for put in scene.inputs:
        if not put.was_accepted:
            continue
        entries = [entry for entry in scene.entries if _is_of(entry, put)]
        if not entries:
            yield f"lost: {put}"
        silent = all(
            entry.state is EntryState.REFUSED
            and not entry.needs_person
            and entry.id not in scene.decided
            for entry in entries
        )
        if entries and silent:
            yield f"refused in silence: {put}\n    {_entry(entries[0])}"


def _left_out(scene: Scene) -> Iterator[str]:
    """What was merged into a newer entry went along with it."""
    by_id = {entry.id: entry for entry in scene.entries}
    for entry in scene.entries:
        if entry.state is not EntryState.MERGED:
            continue
        newer = by_id.get(entry.merged_into or 0)
        if newer is None or not entry.parameters.keys() <= newer.parameters.keys():
            yield f"left out: {_entry(entry)}\n    {_entry(newer) if newer else None}"


def _not_held(scene: Scene) -> Iterator[str]:
    """The last value that was confirmed for each field of each thing holds in the shop."""
    for value in last_values(scene.entries, _sent_by_people(scene)):
        holds = value.in_shop(scene.store)
        if holds != value.value:
            yield f"{value.what}: {holds!r} instead of {value.value!r}, from {_entry(value.entry)}"


def _sent_by_people(scene: Scene) -> set[int]:
    """Return the entries that were sent when a person said so, and not in their turn."""
    sent_again = Decision.SEND_AGAIN.value
    return {entry_id for entry_id, told in scene.decided.items() if told == sent_again}


def _sent_though_refused(scene: Scene) -> Iterator[str]:
    """What was refused before anything was sent never reaches the shop."""
    put_in = Counter(key(put.operation, put.parameters) for put in scene.inputs)
    sent_again = _sent_by_people(scene)
    put_in.update(
        key(entry.operation, entry.parameters) for entry in scene.entries if entry.id in sent_again
    )
    for put in scene.inputs:
        if put.ending != "refused" or put.sent:
            continue
        if put_in[key(put.operation, put.parameters)] > 1:
            continue  # by two desks at once, by chance, or by a person afterwards
        written = {key(entry.operation, entry.parameters) for entry in _went_out_as(scene, put)}
        for arrival in scene.door.arrivals:
            if key(arrival.operation, arrival.parameters) in written and arrival.at >= put.asked_at:
                yield f"refused as not sent, and sent: {put}\n    {arrival}"


def _went_out_as(scene: Scene, put: Input) -> Iterator[Entry]:
    """Yield the entries that an input stands in, those that it was merged into included."""
    by_id = {entry.id: entry for entry in scene.entries}
    for entry in scene.entries:
        newest: Entry | None = entry if entry.staff == put.step and _is_of(entry, put) else None
        while newest is not None:
            yield newest
            newest = by_id.get(newest.merged_into or 0)


def _charges(scene: Scene) -> Iterator[str]:
    """No order is charged twice, and none while it is not known what became of another charge."""
    for row in scene.store.rows(
        "SELECT order_id, count(*) AS times FROM charges WHERE NOT refused GROUP BY order_id"
    ):
        if row["times"] > 1:
            yield f"order {row['order_id']} was charged {row['times']} times"
    charges = [entry for entry in scene.entries if entry.operation == "chargeCard"]
    for entry in charges:
        if entry.id in scene.decided and entry.state is EntryState.REFUSED:
            continue  # it is settled anew by that, and was not open until then
        open_until = entry.settled_at if entry.state in _ENDED else None
        for later in charges:
            if (
                later.subject == entry.subject
                and later.id > entry.id
                and (open_until is None or later.created_at < open_until)
            ):
                yield f"charged beside an open charge:\n    {_entry(entry)}\n    {_entry(later)}"


def _is_of(entry: Entry, put: Input) -> bool:
    asked = datetime.fromtimestamp(put.asked_at, UTC)
    return (
        entry.operation == put.operation
        and put.parameters.items() <= entry.parameters.items()
        and asked <= entry.created_at
        and entry.created_at.timestamp() <= put.ended_at
    )


def _entry(entry: Entry) -> str:
    def at(moment: datetime | None) -> str:
        return f"{moment.timestamp() - START:.2f}" if moment else "-"

    times = (
        f"created {at(entry.created_at)} sent {at(entry.sent_at)} settled {at(entry.settled_at)}"
    )
    what = f"{entry.operation} {dict(entry.parameters)}"
    person = ", before a person" if entry.needs_person else ""
    return (
        f"entry {entry.id} of {entry.staff}: {what} {entry.state.value}{person}"
        f" ({times}) before {entry.before} reply {dict(entry.reply)} error {entry.error!r}"
    )
