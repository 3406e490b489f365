from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.shop.sync.lease import LEASE_SECONDS, RENEW_SECONDS, Lease

NOW = 1_780_000_000.0

OTHER_PROCESS = """
import asyncio, sys
from pathlib import Path
from cleancloud_tui.shop.sync.lease import Lease
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.presence import Presence

async def main():
    directory = Path(sys.argv[1])
    clock = lambda: float((directory / "now").read_text())
    mirror = Mirror(directory / "mirror.db", clock, print)
    lease = Lease(mirror.file, Presence(directory / "processes"), clock)
    while sys.stdin.readline():
        print(await lease.hold(), flush=True)

asyncio.run(main())
"""


@dataclass
class Desk:
    """One process's view of the lease."""

    lease: Lease
    mirror: Mirror
    presence: Presence

    async def close(self) -> None:
        await self.mirror.aclose()
        self.presence.close()


@dataclass
class Computer:
    """Several processes over one mirror, with one clock."""

    directory: Path
    desks: list[Desk] = field(default_factory=list)

    @property
    def now(self) -> float:
        return float((self.directory / "now").read_text())

    @now.setter
    def now(self, value: float) -> None:
        (self.directory / "now").write_text(repr(value))

    def open(self) -> Lease:
        mirror = Mirror(self.directory / "mirror.db", lambda: self.now, print)
        presence = Presence(self.directory / "processes")
        self.desks.append(Desk(Lease(mirror.file, presence, lambda: self.now), mirror, presence))
        return self.desks[-1].lease

    @contextmanager
    def process(self) -> Iterator[subprocess.Popen[str]]:
        other = subprocess.Popen(
            [sys.executable, "-c", OTHER_PROCESS, str(self.directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
            text=True,
        )
        try:
            yield other
        finally:
            other.kill()
            other.communicate()


def holds(process: subprocess.Popen[str]) -> bool:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("hold\n")
    process.stdin.flush()
    return process.stdout.readline().strip() == "True"


@pytest.fixture
async def computer(tmp_path: Path) -> AsyncIterator[Computer]:
    computer = Computer(tmp_path)
    computer.now = NOW
    yield computer
    for desk in computer.desks:
        await desk.close()


async def test_one_holds_it_and_gives_it_back(computer: Computer) -> None:
    first, second = computer.open(), computer.open()
    assert await first.hold()
    assert not await second.hold()
    for _ in range(10):
        computer.now += LEASE_SECONDS * 0.9
        assert await first.hold(), "it is renewed"
        assert not await second.hold()
    await second.give_back()
    assert not await second.hold(), "only the holder can give it back"
    await first.give_back()
    assert await second.hold()
    assert not await first.hold()


async def test_it_is_not_written_at_every_look(computer: Computer) -> None:
    lease, observer = computer.open(), computer.open()
    await lease.hold()
    mirror = computer.desks[1].mirror
    assert not await mirror.file.was_written_elsewhere(), "the first look tells nothing"
    for _ in range(5):
        computer.now += LEASE_SECONDS / 20
        await lease.hold()
        await observer.hold()
    assert not await mirror.file.was_written_elsewhere()


async def test_a_killed_holder_is_followed_at_once(computer: Computer) -> None:
    lease = computer.open()
    with computer.process() as other:
        assert holds(other)
        assert not await lease.hold()
        other.kill()
        other.wait()
        assert await lease.hold()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing freezes a process there")
async def test_a_frozen_holder_is_followed_when_its_time_is_over(computer: Computer) -> None:
    lease = computer.open()
    with computer.process() as other:
        assert holds(other)
        other.send_signal(signal.SIGSTOP)
        computer.now += LEASE_SECONDS - 1
        assert not await lease.hold()
        computer.now += 2
        assert await lease.hold()
        other.send_signal(signal.SIGCONT)
        assert not holds(other), "it learns of it before it asks"
        await lease.give_back()
        assert holds(other)


async def test_a_holder_that_slept_alone_goes_on(computer: Computer) -> None:
    lease, other = computer.open(), computer.open()
    assert await lease.hold()
    computer.now += 86_400
    assert await lease.hold()
    assert not await other.hold()


@pytest.mark.parametrize("jump", [-86_400.0, -1.0, 1.0, 86_400.0])
async def test_after_a_jump_of_the_clock_there_is_one_holder_still(
    computer: Computer, jump: float
) -> None:
    first, second = computer.open(), computer.open()
    assert await first.hold()
    computer.now += jump
    taken = await second.hold()
    assert taken == (abs(jump) > LEASE_SECONDS), "a time that is over, or was never right"
    for _ in range(5):
        assert await first.hold() != taken
        assert await second.hold() == taken
        computer.now += LEASE_SECONDS / 3


async def test_nobody_takes_it_from_a_holder_that_goes_on_asking(computer: Computer) -> None:
    dice = random.Random(7)
    leases = [computer.open() for _ in range(4)]
    held_at: dict[Lease, float] = {}
    changes = 0
    for _ in range(400):
        lease = dice.choice(leases)
        if await lease.hold():
            others = [at for other, at in held_at.items() if other is not lease]
            assert all(computer.now - at >= RENEW_SECONDS for at in others)
            changes += bool(others)
            held_at = {lease: computer.now}
        elif dice.random() < 0.1:
            await lease.give_back()
        computer.now += dice.choice([0.5, 3.0, 3.0, 15.0])
    assert changes > 5


async def test_what_cannot_be_read_is_as_good_as_free(computer: Computer) -> None:
    lease = computer.open()
    for told in ("", "nobody", "nobody soon", f"a b {NOW}", f"gone {NOW + 10}"):
        await computer.desks[0].mirror.facts.remember("lease", told)
        assert await lease.hold(), told
