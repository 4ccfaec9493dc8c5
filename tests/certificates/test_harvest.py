"""Nobody fishes certificates out of the public page (reliability C6).

Reduced here to 300 guesses of each kind; the drill makes 100,000 random ones.
"""

import statistics
import time
from collections.abc import Iterable

import pytest

from certificates import operations, queries, rules
from certificates.models import Certificate
from certificates.views.verification import limits
from tests.factories import certificates

pytestmark = pytest.mark.django_db
MOST_APART_SECONDS = 0.005
REAL = 3


@pytest.fixture(autouse=True)
def unlimited(monkeypatch):
    """The limit would end the harvest long before the guessing does."""
    everybody = limits.WrongCodes(allowed=10**9, seconds=1, addresses=10)
    monkeypatch.setattr(limits, "wrong_codes", everybody)


def _guess(client, code: str) -> tuple[float, int, int]:
    begun = time.perf_counter()
    response = client.get(f"/v/{code}")
    return time.perf_counter() - begun, response.status_code, len(response.content)


def _harvest(client, codes: Iterable[str]) -> set[tuple[int, int]]:
    """Give the statuses and sizes of what guesses bring in."""
    return {_guess(client, code)[1:] for code in codes}


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(300, id="300 guesses"),
        pytest.param(100_000, id="100000 guesses", marks=pytest.mark.drill),
    ],
)
def test_random_codes_find_nothing(stage, client, count):
    certificates.issued(stage, REAL)

    answers = _harvest(client, (rules.new_code() for _ in range(count)))

    assert {status for status, _ in answers} == {404}
    assert len({size for _, size in answers}) == 1


def test_control_one_true_code_among_the_guesses_is_noticed(stage, client):
    true = certificates.issued(stage)[0].code

    answers = _harvest(client, [*(rules.new_code() for _ in range(20)), true])

    assert {status for status, _ in answers} == {404, 200}
    assert len({size for _, size in answers}) == 2


def test_register_numbers_show_nothing(stage, client):
    row = certificates.issued(stage, REAL)[0]

    for guess in (str(row).replace("/", "%2F"), "BTK.0001", row.certificate_number, row.pk):
        assert client.get(f"/v/{guess}").status_code == 404


TURNS = [
    pytest.param(300, id="300 turns"),
    pytest.param(5_000, id="5000 turns", marks=pytest.mark.drill),
]


def _most_apart(client, kinds: dict[str, str], turns: int) -> float:
    """Give how far the middle answers of different kinds of codes lie apart, in seconds."""
    for code in kinds.values():
        _guess(client, code)
    took = {kind: [] for kind in kinds}
    for _ in range(turns):
        for kind, code in kinds.items():
            took[kind].append(_guess(client, code)[0])
    medians = [statistics.median(times) for times in took.values()]
    return max(medians) - min(medians)


def _kinds(stage) -> dict[str, str]:
    reserved = certificates.reserved(stage)[0].code
    return {"unknown": rules.new_code(), "malformed": "SALAH", "reserved": reserved}


@pytest.mark.parametrize("turns", TURNS)
def test_reserved_malformed_and_unknown_take_the_same_time(stage, client, turns, record_property):
    apart = _most_apart(client, _kinds(stage), turns)

    assert apart <= MOST_APART_SECONDS
    record_property("figures", f"medians {apart * 1000:.2f} ms apart")


def test_control_whoever_prepares_before_looking_at_the_state_is_found_out(
    stage, client, monkeypatch, settings
):
    """The control typesets the certificate of whatever has the code, then says no."""
    settings.RENDERS_IN_FULL = True  # a compiled one is too soon done to be told from noise
    answer = queries.answer

    def eager(typed, **options):
        for row in Certificate.objects.filter(code=rules.normalize_code(typed)):
            operations.make_pdf(row)
        return answer(typed, **options)

    monkeypatch.setattr(queries, "answer", eager)

    assert _most_apart(client, _kinds(stage), 10) > MOST_APART_SECONDS


def test_nothing_is_found_by_what_people_know(stage, client):
    """Neither the person's number nor the printed ones open anything, on pages or for programs."""
    row = certificates.issued(stage)[0]
    known = [row.assessment.application.nik, row.certificate_number, row.registration_number]
    known += [str(row).replace("/", "%2F"), row.holder_name, str(row.pk)]

    found = {
        address: client.get(address).status_code
        for guess in known
        for address in (f"/v/{guess}", f"/api/v1/sertifikat/{guess}")
    }

    assert set(found.values()) == {404}, found


def test_codes_are_long_enough_to_be_unguessable():
    possible = len(rules.CODE_ALPHABET) ** rules.CODE_RANDOM

    assert possible == 2**55
    assert Certificate._meta.get_field("code").unique
