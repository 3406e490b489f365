import asyncio
import random

import pytest

from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import ReserveReachedError
from cleancloud_tui.api.pace.ledger import Ledger
from cleancloud_tui.api.pace.pace import Pace
from cleancloud_tui.api.terms import MonthTerms

SHOP = Connection("https://shop.invalid/api", "token")
START = 1_773_000_000.0


class Host:
    """Processes of one host in simulated time, and what the server sees of them."""

    def __init__(self, path):
        self.path = path
        self.loop = asyncio.get_running_loop()
        self.chance = random.Random(4)
        self.sent = []
        self.waits = []
        self.served = []

    def now(self):
        return START + self.loop.time()

    def process(self, sleep=asyncio.sleep, late=0.02):
        async def sleep_a_little_long(seconds):
            await sleep(seconds + self.chance.random() * late)

        ledger = Ledger(self.path, SHOP, process="process", clock=self.now)
        return Pace(
            ledger,
            margin=SHOP.margin,
            clock=self.now,
            sleep=sleep_a_little_long,
            random=self.chance.random,
        )

    async def request(self, pace, *, background=False):
        asked = self.now()
        slot = await pace.turn("getOrders", hurry(not background))
        self.waits.append(self.now() - asked)
        await asyncio.sleep(self.chance.random() * 0.05)
        self.sent.append(self.now())
        return slot

    async def ask(self, pace, number, event):
        await pace.turn("getOrders", event)
        self.served.append(number)

    async def saturate(self, pace, seconds):
        while self.now() < START + seconds:
            await self.request(pace, background=True)

    def most_in_a_second(self):
        return max(sum(a <= b < a + 1 for b in self.sent) for a in self.sent)


def hurry(is_set=True):
    event = asyncio.Event()
    if is_set:
        event.set()
    return event


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def test_processes_that_saturate_a_token_share_its_pace(simulate, path):
    async def main():
        host = Host(path)
        first, second = host.process(), host.process()
        shares = await asyncio.gather(host.saturate(first, 30), host.saturate(second, 30))
        assert len(shares) == 2
        assert host.most_in_a_second() <= 3
        assert len(host.sent) / 30 >= 2.5
        assert await first.ask(Ledger.spent) == len(host.sent)

    simulate(main())


def test_a_person_waits_under_half_a_second_while_the_background_saturates(simulate, path):
    async def main():
        host = Host(path)
        filling = [asyncio.create_task(host.saturate(host.process(), 30)) for _ in range(2)]
        counter, waits = host.process(), []
        while host.now() < START + 28:
            await asyncio.sleep(0.5 + 1.5 * host.chance.random())
            asked = host.now()
            await counter.turn("getCustomer", hurry())
            waits.append(host.now() - asked)
            host.sent.append(host.now())
        await asyncio.gather(*filling)
        assert max(waits) < 0.5
        assert host.most_in_a_second() <= 3

    simulate(main())


def test_people_may_send_a_burst_and_then_wait(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        await asyncio.gather(*(host.request(pace) for _ in range(7)))
        assert host.waits == pytest.approx([0, 0, 0, 1.12, 1.12, 1.12, 2.24], abs=0.001)

    simulate(main())


def test_a_background_request_that_a_person_joins_goes_at_once(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        await pace.turn("getOrders", hurry())
        joined = hurry(False)
        request = asyncio.create_task(pace.turn("getOrders", joined))
        await asyncio.sleep(0.1)
        assert not request.done()
        joined.set()
        slot = await request
        assert host.now() == pytest.approx(START + 0.1, abs=0.001)
        assert not slot.background

    simulate(main())


def test_requests_after_a_sleep_of_the_host_do_not_leave_together(simulate, path):
    async def main():
        host = Host(path)

        async def asleep_until_the_morning(seconds):
            morning = 100.0
            await asyncio.sleep(max(seconds, morning - host.loop.time()))

        pace = host.process(sleep=asleep_until_the_morning, late=0)
        await asyncio.gather(*(host.request(pace) for _ in range(9)))
        assert host.most_in_a_second() <= 3
        assert await pace.ask(Ledger.spent) == 9

    simulate(main())


def test_a_pause_reaches_those_who_booked_before_it(simulate, path):
    async def main():
        host = Host(path)
        refused, waiting = host.process(late=0), host.process(late=0)
        requests = [asyncio.create_task(host.request(waiting)) for _ in range(4)]
        await asyncio.sleep(0.5)
        await refused.pause(1.2)
        await asyncio.gather(*requests)
        assert max(host.sent) >= START + 1.7
        assert await waiting.ask(Ledger.spent) == 4

    simulate(main())


def test_a_cancelled_person_wastes_a_slot_and_nothing_else(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        requests = [asyncio.create_task(host.request(pace)) for _ in range(4)]
        await asyncio.sleep(0.1)
        requests[3].cancel()
        await asyncio.gather(*requests, return_exceptions=True)
        asked = host.now()
        await host.request(pace)
        assert host.now() - asked < 1.2
        await pace.aclose()

    simulate(main())


def test_a_queue_longer_than_the_horizon_is_served_in_the_end(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        await asyncio.gather(*(host.request(pace) for _ in range(60)))
        assert host.most_in_a_second() <= 3
        assert max(host.waits) < 24

    simulate(main())


def test_who_joins_while_the_background_is_refused_gets_a_slot(simulate, path, monkeypatch):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        await pace.ask(lambda ledger: ledger.set_terms(MonthTerms(month=10, reserve=100)))
        with pytest.raises(ReserveReachedError):
            await pace.turn("getOrders", hurry(False), purpose="changes")

        event, book = hurry(False), Ledger.book

        def joined_meanwhile(ledger, operation, **how):
            event.set()
            return book(ledger, operation, **how)

        monkeypatch.setattr(Ledger, "book", joined_meanwhile)
        slot = await pace.turn("getOrders", event, purpose="changes")
        assert (slot.booked, slot.background, slot.purpose) == (True, False, "")

    simulate(main())


def test_the_background_of_a_process_is_served_in_its_order(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        await asyncio.gather(*(host.ask(pace, number, hurry(False)) for number in range(12)))
        assert host.served == list(range(12))

    simulate(main())


def test_who_is_joined_or_gives_up_holds_up_nobody_in_the_background(simulate, path):
    async def main():
        host = Host(path)
        pace = host.process(late=0)
        events = [hurry(False) for _ in range(6)]
        requests = [asyncio.create_task(host.ask(pace, *each)) for each in enumerate(events)]
        await asyncio.sleep(0.1)
        events[4].set()
        for given_up in (1, 2):
            requests[given_up].cancel()
        await asyncio.gather(*requests, return_exceptions=True)
        assert host.served == [0, 4, 3, 5]

    simulate(main())


class Shared:
    """A server that takes three requests a second, of this host and of another program."""

    def __init__(self, host):
        self.host = host
        self.taken = []
        self.refused = 0

    async def ask(self, pace):
        """Send a request of the background, again after a refusal, as the client does."""
        slot = await pace.turn("getOrders", hurry(False))
        await pace.leaves(slot)
        if not self.takes():
            self.refused += 1
            await pace.pause(1.2 * (1 + self.host.chance.random() / 4))

    def takes(self):
        now = self.host.now()
        self.taken = [each for each in self.taken if each > now - 1]
        self.taken += [now] if len(self.taken) < 3 else []
        return self.taken[-1:] == [now]

    async def other_program(self, seconds):
        while self.host.now() < START + seconds:
            self.takes()
            await asyncio.sleep(0.5 * (0.8 + 0.4 * self.host.chance.random()))


def test_the_background_yields_to_another_program_and_comes_back(simulate, path):
    async def run():
        host = Host(path)
        server, pace, asked = Shared(host), host.process(), []
        other = asyncio.create_task(server.other_program(600))
        while host.now() < START + 1_800:
            await server.ask(pace)
            asked.append(host.now() - START)
        await other
        beside = sum(each < 600 for each in asked)
        assert 0.5 < beside / 600 < 2
        assert server.refused < beside / 4
        alone = sum(each > 1_200 for each in asked)
        assert alone / 600 > 2.6, "back in full pace"
        began = host.now()
        await host.request(pace)
        assert host.now() - began < 0.5, "a person waits no longer for it"

    simulate(run())
