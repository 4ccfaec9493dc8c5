"""Guests scan while a batch is being issued (reliability C7).

Reduced here to a batch of 40 and two connections; the drill issues batch after batch beside eight
for a minute. The server is the one that people use, in a process of its own.
"""

import http.client
import json
import random
import socket
import statistics
import threading
import time
from http import HTTPStatus

import pytest
from django.db import connections

from tests.factories import certificates, programs
from tests.processes import wait_for

SLOWEST_OF_TWENTY_SECONDS = 0.150
KNOWN = 5
MINUTE_SECONDS = 60


class Guest(threading.Thread):
    """Scans one certificate after the other on one connection, until told to stop.

    Only what is asked while a batch renders is counted.
    """

    def __init__(
        self, port: int, codes: list[str], *, stop: threading.Event, renders: threading.Event
    ) -> None:
        super().__init__()
        self.port, self.codes, self.stop, self.renders = port, codes, stop, renders
        self.answers: list[tuple[float, int]] = []

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.stop.is_set():
            begun, counts = time.perf_counter(), self.renders.is_set()
            line.request("GET", f"/v/{random.choice(self.codes)}")
            answer = line.getresponse()
            answer.read()
            if counts:
                self.answers.append((time.perf_counter() - begun, answer.status))
            time.sleep(0.01)  # a person looks before the next one scans
        line.close()


def _is_up(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/v/")
        return line.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        line.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def crowd(committed_cast):
    """A stage in a database in which commits are real."""
    body = committed_cast.body
    body.name_en = "Example Professional Certification Body"
    body.save()
    return programs.stage(committed_cast, places=30_000)


@pytest.fixture
def web(start_process) -> int:
    """A web server as `make run` starts it; its port."""
    free_port = _free_port()
    start_process(
        *("-m", "gunicorn", "certify.wsgi:application", "--bind", f"127.0.0.1:{free_port}"),
        *("--worker-class", "gthread", "--threads", "4", "--log-level", "error"),
        "--no-control-socket",
    )
    wait_for(lambda: _is_up(free_port))
    return free_port


@pytest.mark.parametrize(
    ("batch", "guests", "lasting"),
    [
        pytest.param(40, 2, 0, id="40 beside 2 guests"),
        pytest.param(
            *(2000, 8, MINUTE_SECONDS),
            id="2000 and more beside 8 guests for a minute",
            marks=pytest.mark.drill,
        ),
    ],
)
def test_guests_are_answered_while_a_batch_renders(
    crowd,
    web,
    start_process,
    batch,
    guests,
    lasting,
    record_property,
):
    codes = [row.code for row in certificates.issued(crowd, KNOWN)]
    stop, renders = threading.Event(), threading.Event()
    scanning = [Guest(web, codes, stop=stop, renders=renders) for _ in range(guests)]
    for guest in scanning:
        guest.start()
    issued, took = 0, 0.0
    while not issued or took < lasting:
        run = certificates.run_of(crowd, certificates.numbered(crowd, batch))
        connections.close_all()
        asked = {"runs": [run.pk], "kills": 0, "chunk": 50, "variant": "quietly"}
        begun = time.monotonic()
        renders.set()
        start_process("-W", "ignore", "-m", "tests.certificates.fire", json.dumps(asked)).wait()
        renders.clear()
        issued, took = issued + batch, took + time.monotonic() - begun
    stop.set()
    for guest in scanning:
        guest.join()

    answers = [answer for guest in scanning for answer in guest.answers]
    slowest = statistics.quantiles([seconds for seconds, _ in answers], n=20)[-1]
    assert {status for _, status in answers} == {HTTPStatus.OK}
    assert len(answers) >= 20 * guests
    assert slowest <= SLOWEST_OF_TWENTY_SECONDS
    made = f"{issued} certificates in {took:.0f} s"
    record_property("figures", f"{made}, {len(answers)} answers, p95 {slowest * 1000:.0f} ms")
