"""The sentence that a run's page shows for each person."""

from collections.abc import Mapping

from certificates.models import IssueItem

PROBLEM_LENGTH = IssueItem._meta.get_field("problem").max_length or 0
UNFORESEEN = "Belum jadi karena gangguan di server. Nomornya aman. Tekan “Lanjutkan”."


def explain(*, run: int, problems: Mapping[int, str]) -> None:
    """Write why each assessment of a run has no certificate yet; empty takes the sentence away."""
    sentences: dict[str, list[int]] = {}
    for key, problem in problems.items():
        sentences.setdefault(problem[:PROBLEM_LENGTH], []).append(key)
    for sentence, keys in sentences.items():
        items = IssueItem.objects.filter(run=run, assessment__in=keys)
        items.exclude(problem=sentence).update(problem=sentence)
