"""A connection is closed when it is silent, idle or unread, and what it asked for ends with it."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from service.http import connection as under_test
from service.http.connection import Connection

GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: a\r\n"
SOON_S = 20


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """The same limits, in less time."""
    for name, seconds in (("_LOOK_S", 0.05), ("_HEAD_WITHIN_S", 0.4), ("_IDLE_S", 0.8), ("_READ_WITHIN_S", 0.4)):
        monkeypatch.setattr(under_test, name, seconds)


class App:
    """Answers with ``size`` bytes, once it is let, and tells how it ended."""

    def __init__(self, size: int = 2, *, reads: bool = True, waits: bool = False) -> None:
        self.size, self.reads, self.waits = size, reads, waits
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def __call__(self, _, receive, send):
        try:
            await self._answer(receive, send)
        except BaseException as error:
            self._tell(type(error).__name__)
            raise
        self._tell("answered")

    def _tell(self, word):
        if not self.ended.done():
            self.ended.set_result(word)

    async def _answer(self, receive, send):
        while self.reads and (await receive()).get("more_body"):
            pass
        if self.waits:
            await asyncio.Event().wait()
        headers = [(b"content-length", b"%d" % self.size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for at in range(0, self.size, 65_536):
            part = b"a" * min(65_536, self.size - at)
            await send({"type": "http.response.body", "body": part, "more_body": at + len(part) < self.size})


@asynccontextmanager
async def served(app, state=None):
    config = Config(app, http=Connection, ws="none", log_config=None, interface="asgi3", lifespan="off")
    config.load()
    state = state or ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
    opened = []

    async def connect(data, **options):
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port, **options)
        opened.append(writer)
        writer.write(data)
        await writer.drain()
        return reader, writer

    connect.listening = server.sockets[0]
    try:
        yield connect
    finally:
        for writer in opened:
            writer.close()
        server.close()


async def until_closed(reader):
    """All that comes until the server closes the connection, which it has to do soon."""
    try:
        return await asyncio.wait_for(reader.read(), SOON_S)
    except ConnectionError:
        return b""


@pytest.mark.parametrize("data", [b"", b"GET / HT", POST, GET, GET + b"GET", POST + b"content-length: 9\r\n\r\na"])
def test_who_says_nothing_more_is_hung_up_on(data):
    """Before a request, in its headers, after it, and in a body that was answered before it was there."""

    async def wait() -> None:
        app = App(reads=False)
        async with served(app) as connect:
            reader, _ = await connect(data)
            await until_closed(reader)

    asyncio.run(wait())


def test_headers_a_byte_at_a_time_have_no_more_time_than_others():
    async def trickle() -> None:
        async with served(App()) as connect:
            reader, writer = await connect(b"GET / HTTP/1.1\r\n")

            async def go_on() -> None:
                while True:
                    writer.write(b"x: y\r\n")
                    await asyncio.sleep(0.05)

            going_on = asyncio.ensure_future(go_on())
            await until_closed(reader)
            going_on.cancel()

    asyncio.run(trickle())


def test_a_connection_may_be_used_again_meanwhile():
    """It is idle between requests, and not silent."""

    async def again() -> None:
        async with served(App()) as connect:
            reader, writer = await connect(GET)
            for _ in range(3):
                assert await asyncio.wait_for(reader.readuntil(b"aa"), SOON_S)
                await asyncio.sleep(0.5)
                writer.write(GET)
            assert await asyncio.wait_for(reader.readuntil(b"aa"), SOON_S)

    asyncio.run(again())


def test_an_answer_that_is_not_read_is_given_up():
    """And the work of making it ends."""

    async def unread() -> str:
        app = App(50_000_000)
        async with served(app) as connect:
            _, writer = await connect(GET, limit=1024)
            writer.transport.pause_reading()
            return await asyncio.wait_for(app.ended, SOON_S)

    assert asyncio.run(unread()) == "CancelledError"


def test_the_end_of_an_answer_that_is_not_read_is_given_up():
    """Though all of it is made, and little enough to be held: the connection was to be closed behind it."""

    async def unread() -> None:
        app, state = App(60_000), ServerState()
        async with served(app, state) as connect:
            connect.listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            with socket.socket() as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                client.setblocking(False)
                await asyncio.get_running_loop().sock_connect(client, connect.listening.getsockname())
                await asyncio.get_running_loop().sock_sendall(
                    client, GET.replace(b"host", b"connection: close\r\nhost")
                )
                assert await asyncio.wait_for(app.ended, SOON_S) == "answered"
                assert state.connections, "it is not read yet"
                async with asyncio.timeout(SOON_S):
                    while state.connections:
                        await asyncio.sleep(0.01)

    asyncio.run(unread())


LARGE = POST + b"content-length: 200000\r\n\r\n" + b"a" * 200_000


@pytest.mark.parametrize("data", [GET, LARGE, GET + GET, LARGE + GET * 10], ids=["small", "large", "two", "many"])
def test_who_hangs_up_ends_what_was_asked_for(data):
    """Though nothing is read of the connection at the moment: a body was large, or requests wait."""

    async def hang_up() -> str:
        app = App(waits=True)
        async with served(app) as connect:
            _, writer = await connect(data)
            await asyncio.sleep(0.1)
            writer.close()
            return await asyncio.wait_for(app.ended, SOON_S)

    assert asyncio.run(hang_up()) == "CancelledError"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"HELLO\r\n\r\n", 400),
        (POST + b"transfer-encoding: chunked\r\n\r\nZZ\r\nabc", 400),
        (POST + b"content-length: 1\r\ncontent-length: 2\r\n\r\nab", 400),
        (POST + b"content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"transfer-encoding: chunked\r\n\r\n0\r\n" + (b"x: " + b"y" * 1_000 + b"\r\n") * 67, 400),
        (b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 10_921, 431),
        (b"GET / HTTP/1.1\r\nx: " + b"a" * 65_536, 431),
    ],
)
def test_what_is_no_http_is_a_problem_like_any_other(data, status):
    """No more is sent than is too much: what came behind would reset the connection, and the answer be lost."""

    async def refused() -> bytes:
        async with served(App()) as connect:
            reader, _ = await connect(data)
            return await until_closed(reader)

    head, _, body = asyncio.run(refused()).partition(b"\r\n\r\n")
    assert head.split()[1] == b"%d" % status
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["status"] == status


def test_the_longest_idle_makes_room(monkeypatch):
    """However many connections there are, one more is served."""
    monkeypatch.setattr(under_test, "_most_connections", lambda: 2)
    monkeypatch.setattr(under_test, "_HEAD_WITHIN_S", 60)

    async def crowd() -> None:
        async with served(App()) as connect:
            first, _ = await connect(b"")
            await asyncio.sleep(0.05)
            second, _ = await connect(b"GET")
            await asyncio.sleep(0.05)
            third, _ = await connect(GET)
            assert await asyncio.wait_for(third.readuntil(b"aa"), SOON_S)
            assert await until_closed(first) == b""
            assert not second.at_eof()

    asyncio.run(crowd())


def test_what_comes_behind_a_body_is_no_header():
    """Read as one, it would be another's key or type; kept, it would be memory without end."""

    async def trail() -> list[tuple[bytes, bytes]]:
        scopes = []

        async def app(scope, receive, send):
            scopes.append(scope)
            await App(reads=True)(scope, receive, send)

        async with served(app) as connect:
            reader, _ = await connect(POST + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-api-key: b\r\n\r\n")
            await asyncio.wait_for(reader.readuntil(b"aa"), SOON_S)
        return scopes[0]["headers"]

    assert [name for name, _ in asyncio.run(trail())] == [b"host", b"transfer-encoding"]


@pytest.mark.parametrize("method", [b"GET", b"POST"])
def test_who_wants_another_protocol_has_one_answer(method):
    """Whatever follows: a body that is read as a request would be answered to whoever comes next on this connection."""

    async def switch() -> bytes:
        async with served(App()) as connect:
            reader, writer = await connect(
                method + b" / HTTP/1.1\r\ncontent-length: 27\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n"
            )
            await asyncio.sleep(0.1)
            writer.write(GET)
            return await until_closed(reader)

    answer = asyncio.run(switch())
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer


@pytest.mark.parametrize(("more", "answers"), [(under_test._IN_A_ROW, under_test._IN_A_ROW + 1), (5_000, 0)])
def test_so_many_requests_in_a_row_and_no_more(more, answers):
    """Each that waits is memory, and thousands of them come in one packet."""

    async def pipelined() -> bytes:
        async with served(App()) as connect:
            reader, _ = await connect(GET * (more + 1))
            return await until_closed(reader)

    assert asyncio.run(pipelined()).count(b"HTTP/1.1 200") == answers


def test_a_server_that_stops_ends_what_is_at_work_without_complaint(caplog):
    async def stop() -> str:
        app = App(waits=True)
        async with served(app) as connect:
            reader, _ = await connect(GET)
            await asyncio.sleep(0.1)
            at_work = [task for task in asyncio.all_tasks() if "run_asgi" in str(task.get_coro())]
            at_work[0].cancel()  # as uvicorn does once it has waited long enough
            await until_closed(reader)
            return await app.ended

    assert asyncio.run(stop()) == "CancelledError"
    assert not caplog.records
