"""A revocation shows at once (reliability.md C8): approved, then asked over the wire until told."""

import re
import time
import urllib.request

import pytest

from certificates.enums import ProposalKind, PublicState
from tests.factories import certificates, programs

WITHIN_SECONDS = 1.0
PAUSE = 0.02


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
    while time.monotonic() - start < 10 * WITHIN_SECONDS:
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


def test_control_an_answer_kept_for_a_while_is_found(stage, server):
    """The same question to something that keeps its answer: it goes on saying what was true."""
    row = certificates.unmarked(stage)[0]
    address = f"{server}/v/{row.code}"
    kept, _ = _ask(address)

    certificates.changed(stage, row, ProposalKind.REVOKE)

    assert PublicState.REVOKED.label not in kept
    assert _seconds_until(address, PublicState.REVOKED.label) <= WITHIN_SECONDS
