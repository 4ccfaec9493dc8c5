"""A revocation shows at once (reliability.md C8): approved, then asked over the wire until told."""

import http.server
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from certificates.enums import ProposalKind, PublicState
from tests.factories import certificates, programs

WITHIN_SECONDS = 1.0
PAUSE = 0.02


class Cache(http.server.BaseHTTPRequestHandler):
    """Stands between guests and us, as an office's proxy does; may take no notice of no-store."""

    def do_GET(self):
        kept = self.server.kept.get(self.path)
        if kept is None:
            with urllib.request.urlopen(self.server.origin + self.path, timeout=10) as response:
                kept = (response.headers["Cache-Control"], response.read())
        may_keep = "no-store" not in kept[0]
        if may_keep or not self.server.obeys:
            self.server.kept[self.path] = kept
        self.send_response(200)
        self.send_header("Cache-Control", kept[0])
        self.send_header("Content-Length", str(len(kept[1])))
        self.end_headers()
        self.wfile.write(kept[1])

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def caching(origin: str, *, obeys: bool) -> Iterator[str]:
    """Put a cache before a server; give its address."""
    cache = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    cache.origin, cache.obeys, cache.kept = origin, obeys, {}
    thread = threading.Thread(target=cache.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{cache.server_address[1]}"
    finally:
        cache.shutdown()
        cache.server_close()
        thread.join()


@pytest.fixture
def stage(committed_cast):
    committed_cast.body.name_en = "Example Professional Certification Body"
    committed_cast.body.save()
    return programs.stage(committed_cast)


def _ask(address: str) -> tuple[str, str]:
    """Give the first line of the answer and what may be kept of it."""
    with urllib.request.urlopen(address, timeout=10) as response:
        page = response.read().decode()
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert heading is not None
        return " ".join(re.sub("<[^>]+>", " ", heading[1]).split()), response.headers[
            "Cache-Control"
        ]


def _seconds_until(address: str, words: str) -> float:
    """Poll until the answer says ``words``; every answer on the way forbids keeping it."""
    start = time.monotonic()
    while time.monotonic() - start < 1.2 * WITHIN_SECONDS:
        heading, cache = _ask(address)
        assert "no-store" in cache
        if words in heading:
            return time.monotonic() - start
        time.sleep(PAUSE)
    return float("inf")


def test_four_states_in_words_each_within_a_second(stage, server):
    first, second = certificates.unmarked(stage, 2)
    told = {}
    for row, kind, state in (
        (first, ProposalKind.SUSPEND, PublicState.SUSPENDED),
        (first, ProposalKind.LIFT, PublicState.VALID),
        (first, ProposalKind.REVOKE, PublicState.REVOKED),
        (second, ProposalKind.REPLACE, PublicState.REPLACED),
    ):
        address = f"{server}/v/{row.code}"
        before, _ = _ask(address)
        assert state.label not in before
        proposal = certificates.proposed(stage, row, kind)
        assert _ask(address)[0] == before

        certificates.approved(stage, proposal)
        told[kind] = _seconds_until(address, state.label)

    assert len(told) == 4
    assert max(told.values()) <= WITHIN_SECONDS, told


def _seconds_until_revoked(stage, address: str) -> float:
    """Ask, have it revoked, ask until told."""
    row = certificates.unmarked(stage)[0]
    before, _ = _ask(f"{address}/v/{row.code}")
    certificates.changed(stage, row, ProposalKind.REVOKE)

    assert PublicState.REVOKED.label not in before
    return _seconds_until(f"{address}/v/{row.code}", PublicState.REVOKED.label)


def test_behind_a_cache_that_obeys_it_shows_as_soon(stage, server):
    with caching(server, obeys=True) as address:
        assert _seconds_until_revoked(stage, address) <= WITHIN_SECONDS


def test_control_behind_a_cache_that_keeps_every_answer_it_does_not(stage, server):
    """The same guest behind something that forgets no answer goes on reading what was true."""
    with caching(server, obeys=False) as address:
        assert _seconds_until_revoked(stage, address) > WITHIN_SECONDS
