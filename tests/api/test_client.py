import asyncio
import contextlib
import json
import logging
import traceback

import httpx
import pytest

from cleancloud_tui.api import errors
from cleancloud_tui.api.client import Client, Connection
from cleancloud_tui.api.http.exchange import MOST_BYTES
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY
from cleancloud_tui.api.terms import MonthTerms

TOKEN = "Tok3n-that-nobody-may-see"
START = 1_773_000_000.0
OK = {"Success": "True"}
WRITE = ("updateOrder", {"orderID": "437", "status": "2"})
READ = ("getOrders", {"orderID": "437"})


class Server:
    """Answers from a list, in simulated time; the last answer again and again."""

    def __init__(self, *answers, takes=0.0):
        self.answers = list(answers) or [OK]
        self.takes = takes
        self.bodies = []
        self.times = []

    async def __call__(self, request):
        self.bodies.append(json.loads(request.content))
        self.times.append(asyncio.get_running_loop().time())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(self.takes)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        body = answer if isinstance(answer, str | bytes) else json.dumps(answer)
        return httpx.Response(200, content=body, headers={"Content-Type": "text/html"})


@pytest.fixture
def client_of(tmp_path):
    def make(server=None, *, url="https://shop.invalid/api", month=50_000, read_only=False):
        loop = asyncio.get_running_loop()
        return Client(
            Connection(url, TOKEN, month=month),
            ledger=tmp_path / "ledger.db",
            transport=httpx.MockTransport(server) if isinstance(server, Server) else server,
            rights=READ_ONLY if read_only else EVERYTHING,
            clock=lambda: START + loop.time(),
            random=lambda: 0.5,
        )

    return make


def lost(kind=httpx.ReadError):
    return kind("lost", request=httpx.Request("POST", "https://x.invalid", content=TOKEN))


def page(status, **headers):
    return httpx.Response(status, content="<html>no</html>", headers=headers)


def test_a_request_carries_token_and_parameters_as_json_in_its_body(simulate, client_of):
    async def main():
        server = Server("\ufeff \r\n" + json.dumps({"Success": "True", "Name": "Ann"}))
        client = client_of(server)
        reply = await client.call("getCustomer", {"customerID": 12})
        assert reply["Name"] == "Ann"
        assert server.bodies == [{"api_token": TOKEN, "customerID": "12"}]
        await client.aclose()

    simulate(main())


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ("", errors.NotJsonError, "an empty page"),
        ("<!DOCTYPE html><p>Down", errors.NotJsonError, "a web page"),
        ('{"Success":"True","Orders":[{"id":', errors.NotJsonError, "cut short"),
        ("[]", NotUnderstoodError, "with a list, in a way that this version does not know"),
        ("[" * 100_000, errors.NotJsonError, "something else"),
        ('{"a":' * 100_000, errors.NotJsonError, "cut short"),
        (page(503), errors.NotJsonError, r"a web page \(HTTP 503\)"),
        (httpx.Response(502, json={"message": "bad"}), errors.UnclearError, "HTTP 502"),
        (page(302, Location="https://evil.invalid/?a"), errors.RedirectedError, "evil.invalid/,"),
        (page(429), errors.RateRefusedError, "HTTP 429"),
        (lost(), errors.ConnectionLostError, "broke before"),
        (lost(httpx.RemoteProtocolError), errors.ConnectionLostError, "broke before"),
        (lost(httpx.ReadTimeout), errors.TimedOutError, "within 20 s"),
        (lost(httpx.WriteTimeout), errors.TimedOutError, "within 20 s"),
        (lost(httpx.ConnectTimeout), errors.ConnectTimedOutError, "no connection within 5 s"),
        (lost(httpx.ConnectError), errors.NotReachableError, "Nothing was sent"),
        (ValueError(f"a fault in a transport, with {TOKEN}"), errors.ConnectionLostError, "broke"),
        ({"Error": "Order not found"}, errors.NothingFoundError, "getOrders: Order not found"),
        ({"error": "No&nbsp;&amp;\x1b[31m<br>no"}, errors.NothingFoundError, ": No &, no"),
        ({"Success": "False"}, errors.UnclearError, "neither a yes nor a no"),
        ({"Error": ["a", {}, "b"], "Success": "True"}, errors.UnclearError, "a; b"),
        (httpx.Response(500, json={"Error": "Oh"}), errors.UnclearError, r"\(HTTP 500: “Oh”\)"),
        ({"Error": "Authentication Error."}, errors.AuthenticationRefusedError, "token"),
        ({"Error": "Rate Limit Exceeded. You…"}, errors.RateRefusedError, "too many a second"),
    ],
)
def test_each_failure_has_its_class_its_sentence_and_no_token(
    simulate, client_of, caplog, answer, kind, words
):
    caplog.set_level(logging.DEBUG)

    async def main():
        client = client_of(Server(answer))
        with pytest.raises(kind, match=words) as caught:
            await client.call(*READ)
        await client.aclose()
        return caught.value

    error = simulate(main())
    told = [caplog.text, *traceback.TracebackException.from_exception(error).format()]
    in_chain = error
    while in_chain is not None:
        assert isinstance(in_chain, errors.CleanCloudError)
        told += [str(in_chain), repr(in_chain), repr(vars(in_chain))]
        told += locals_of_the_package(in_chain)
        in_chain = in_chain.__cause__ or in_chain.__context__
    assert TOKEN not in "\n".join(told)
    assert kind.__name__ in caplog.text
    assert "437" not in caplog.text


def locals_of_the_package(error):
    frames = traceback.walk_tb(error.__traceback__)
    stack = traceback.StackSummary.extract(frames, capture_locals=True)
    return [str(frame.locals) for frame in stack if "tests" not in frame.filename]


def test_a_token_that_the_server_echoes_is_not_told(simulate, client_of):
    async def main():
        with pytest.raises(errors.RefusedError, match=r"bad …, bad$") as caught:
            await client_of(Server({"Error": f"bad {TOKEN}<br>bad"})).call(*READ)
        assert TOKEN not in repr(vars(caught.value))

    simulate(main())


@pytest.mark.parametrize("error", [None, "", "0", 0, False, [], {}])
def test_an_empty_error_is_none(simulate, client_of, error):
    async def main():
        reply = await client_of(Server({"Error": error, "Orders": []})).call(*READ)
        assert reply["Orders"] == []

    simulate(main())


def test_a_read_is_repeated_and_each_repeat_has_a_slot_of_its_own(simulate, client_of):
    async def main():
        server = Server(lost(), "<html>", OK)
        client = client_of(server)
        assert await client.call(*READ) == OK
        assert await client.spent() == 3
        assert server.times == pytest.approx([0, 0.75, 2.25], abs=0.01)

        server.answers = [lost()]
        with pytest.raises(errors.ConnectionLostError):
            await client.call(*READ)
        assert len(server.bodies) == 6

    simulate(main())


@pytest.mark.parametrize(
    ("takes", "answer", "kind", "times"),
    [
        (60, OK, errors.TimedOutError, 1),
        (5, lost(httpx.ConnectTimeout), errors.ConnectTimedOutError, 1),
        (19, lost(), errors.ConnectionLostError, 1),
        (19, "<html>", errors.NotJsonError, 1),
        (2, lost(), errors.ConnectionLostError, 2),
    ],
)
def test_a_read_and_its_repeats_take_hardly_longer_than_one(
    simulate, client_of, takes, answer, kind, times
):
    async def main():
        server = Server(answer, takes=takes)
        client = client_of(server)
        began = asyncio.get_running_loop().time()
        with pytest.raises(kind):
            await client.call(*READ)
        assert asyncio.get_running_loop().time() - began <= 25
        assert len(server.bodies) == times

        server.answers, server.takes, late = [lost(), OK], 0, asyncio.get_running_loop().time()
        assert await client.call(*READ) == OK
        assert asyncio.get_running_loop().time() - late < 5
        await client.aclose()

    simulate(main())


def test_what_would_end_the_same_way_is_not_repeated(simulate, client_of):
    async def main():
        server = Server(page(301, Location="https://elsewhere.invalid/api"))
        with pytest.raises(errors.RedirectedError):
            await client_of(server).call(*READ)
        assert len(server.bodies) == 1

    simulate(main())


@pytest.mark.parametrize("answer", [lost(), lost(httpx.ReadTimeout), "", "<html>", page(302)])
def test_a_write_whose_reply_is_lost_is_never_repeated(simulate, client_of, answer):
    async def main():
        server = Server(answer)
        with pytest.raises(errors.OutcomeUnknownError, match="not known whether") as caught:
            await client_of(server).call(*WRITE)
        assert len(server.bodies) == 1
        assert isinstance(caught.value.__cause__, errors.NetworkError)
        assert "again in" not in str(caught.value)
        assert str(caught.value).endswith("It was not sent again: look before you repeat it.")

    simulate(main())


@pytest.mark.parametrize("kind", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_a_write_that_could_not_leave_did_not_happen_and_is_not_counted(simulate, client_of, kind):
    async def main():
        client = client_of(Server(lost(kind)))
        with pytest.raises(errors.NotReachableError) as caught:
            await client.call(*WRITE)
        assert not caught.value.sent
        assert await client.spent() == 0

    simulate(main())


@pytest.mark.parametrize("call", [READ, WRITE])
def test_a_rate_refusal_is_repeated_for_anything_and_pauses_other_processes(
    simulate, client_of, call
):
    async def main():
        server = Server({"Error": "Rate Limit Exceeded."}, OK)
        refused, other = client_of(server), client_of(elsewhere := Server())
        waiting = asyncio.create_task(refused.call(*call))
        await asyncio.sleep(0.1)
        await other.call("getProducts")
        assert await waiting == OK
        assert server.times[1] - server.times[0] >= 1.2
        assert elsewhere.times[0] >= 1.2
        assert await refused.spent() == 3

        server.answers = [{"Error": "Rate Limit Exceeded."}]
        with pytest.raises(errors.RateRefusedError):
            await refused.call(*call)
        assert len(server.bodies) == 7

    simulate(main())


def test_bad_parameters_and_writes_of_a_read_only_session_cost_no_slot(simulate, client_of):
    async def main():
        server = Server()
        client = client_of(server, read_only=True)
        with pytest.raises(errors.BadParametersError, match="orderID is required"):
            await client.call("updateOrder", {"status": "2"})
        with pytest.raises(errors.BadParametersError, match="getOrders"):
            await client.call("getOrder")
        for operation in OPERATIONS.values():
            with contextlib.suppress(errors.BadParametersError, errors.ReadOnlyError):
                needed = {each.name: "1" for each in operation.parameters if each.required}
                await client.call(operation.name, needed)
                assert operation.kind.value == "read"
        with pytest.raises(errors.ReadOnlyError):
            await client.call("usePromo", {"customerID": 1, "promoCode": "X"})
        sent = len(server.bodies)
        checking = {"customerID": 1, "promoCode": "X", "onlyCheckIfValid": True}
        assert await client.call("usePromo", checking) == OK
        assert len(server.bodies) == sent + 1 == await client.spent()

    simulate(main())


def test_a_month_used_up_sends_nothing(simulate, client_of):
    async def main():
        server = Server()
        client = client_of(server, month=1)
        await client.call(*READ)
        with pytest.raises(errors.MonthUsedUpError, match="used up"):
            await client.call(*READ)
        assert len(server.bodies) == 1

    simulate(main())


def test_a_ledger_that_cannot_be_written_sends_nothing(simulate, client_of, tmp_path):
    async def main():
        (tmp_path / "ledger.db").mkdir()
        server = Server()
        with pytest.raises(errors.LedgerError, match="is no file"):
            await client_of(server).call(*WRITE)
        assert server.bodies == []

    simulate(main())


class ColdNetwork(httpx.MockTransport):
    """Opening its first connections takes a third of a second."""

    cold = 2

    async def handle_async_request(self, request):
        if self.cold:
            self.cold -= 1
            await asyncio.sleep(0.33)
        await request.extensions["trace"]("http11.send_request_headers.started", {})
        return await super().handle_async_request(request)


def test_what_leaves_late_over_a_new_connection_holds_up_what_follows(simulate, client_of):
    async def main():
        server = Server()
        client = client_of(ColdNetwork(server))
        numbers = iter(range(100))
        for _ in range(3):
            reads = [client.call("getOrders", {"orderID": next(numbers)}) for _ in range(4)]
            await asyncio.gather(*reads)
        times = sorted(server.times)
        assert all(b - a > 1.05 for a, b in zip(times, times[3:], strict=False))
        assert await client.spent() == 12

    simulate(main())


def test_what_the_background_asks_for_is_counted(simulate, client_of):
    async def main():
        client = client_of(Server())
        await client.call(*READ)
        await client.call(*READ, background=True, purpose="changes")
        await client.call(*WRITE, background=True, purpose="outcomes")
        usage = await client.usage()
        assert sorted((row.operation, row.background, row.purpose) for row in usage.rows) == [
            ("getOrders", False, ""),
            ("getOrders", True, "changes"),
            ("updateOrder", True, "outcomes"),
        ]
        assert {row.process for row in usage.rows} == {"counter"}
        assert usage.people_at == START

    simulate(main())


def test_the_background_stops_before_people(simulate, client_of):
    async def main():
        server = Server()
        client = client_of(server, month=2)
        await client.set_terms(MonthTerms(month=2, reserve=50))
        await client.call(*READ, background=True)
        with pytest.raises(errors.ReserveReachedError):
            await client.call(*READ, background=True)
        await client.call(*READ)
        with pytest.raises(errors.MonthUsedUpError, match="Ctrl"):
            await client.call(*READ)
        await client.correct(1)
        await client.call(*READ)
        assert len(server.bodies) == 3
        assert await client.terms() == MonthTerms(month=2, reserve=50)

    simulate(main())


def test_read_only_leaves_the_budget_as_it_is(simulate, client_of):
    async def main():
        client = client_of(Server(), read_only=True)
        with pytest.raises(errors.ReadOnlyError, match="The budget was not changed"):
            await client.set_terms(MonthTerms(month=5))
        with pytest.raises(errors.ReadOnlyError):
            await client.correct(5)
        assert await client.terms() == MonthTerms()

    simulate(main())


def test_identical_reads_in_flight_are_one_request(simulate, client_of):
    async def main():
        server = Server(takes=1)
        client = client_of(server)
        same = [client.call("getOrders", {"orderID": number}) for number in (437, "437", "437")]
        replies = await asyncio.gather(*same, client.call("getOrders", {"orderID": "438"}))
        assert len(server.bodies) == 2
        assert replies[0] is replies[1]
        await client.call(*READ)
        assert len(server.bodies) == 3

        server.answers = [{"Error": "No such order"}]
        both = [client.call(*READ), client.call(*READ)]
        failures = await asyncio.gather(*both, return_exceptions=True)
        assert [type(failure) for failure in failures] == [errors.NothingFoundError] * 2

    simulate(main())


def test_a_cancelled_waiter_takes_the_reply_from_nobody_else(simulate, client_of):
    async def main():
        server = Server(takes=1)
        client = client_of(server)
        first, second = (asyncio.create_task(client.call(*READ)) for _ in range(2))
        await asyncio.sleep(0.5)
        first.cancel()
        assert await second == OK
        assert first.cancelled()

        alone = asyncio.create_task(client.call(*READ))
        await asyncio.sleep(0.5)
        alone.cancel()
        await asyncio.sleep(0.1)
        assert await client.call(*READ) == OK
        assert len(server.bodies) == 3
        await client.aclose()

    simulate(main())


def test_a_person_who_joins_a_background_read_makes_it_go_first(simulate, client_of):
    async def main():
        server = Server()
        client = client_of(server)
        others = [
            asyncio.create_task(client.call("getGarments", {"orderID": each}, background=True))
            for each in range(20)
        ]
        read = asyncio.create_task(client.call(*READ, background=True))
        await asyncio.sleep(0.1)
        assert await client.call(*READ) == OK
        assert asyncio.get_running_loop().time() < 0.5
        await asyncio.gather(read, *others)
        assert len(server.bodies) == 21

    simulate(main())


def test_a_read_after_a_write_does_not_join_one_from_before_it(simulate, client_of):
    async def main():
        server = Server(takes=1)
        client = client_of(server)
        before = asyncio.create_task(client.call(*READ))
        await asyncio.sleep(0.5)
        server.takes = 0.1
        await client.call(*WRITE)
        await client.call(*READ)
        await before
        assert [body.get("status") for body in server.bodies] == [None, "2", None]

    simulate(main())


@pytest.mark.parametrize("url", ["", "shop", "ftp://shop.invalid", "http://[", "https://\ud800.x"])
def test_an_address_that_is_none_is_not_reachable(simulate, client_of, url):
    async def main():
        with pytest.raises(errors.NotReachableError):
            await client_of(url=url).call(*WRITE)

    simulate(main())


def test_a_reply_without_end_is_not_read(simulate, client_of):
    async def endless(request):
        async def parts():
            part = b" " * 1_000_000
            while True:
                yield part

        return httpx.Response(200, content=parts())

    async def main():
        with pytest.raises(errors.TooLargeError, match=f"{MOST_BYTES // 1_000_000} MB"):
            await client_of(httpx.MockTransport(endless)).call(*READ)

    simulate(main())
