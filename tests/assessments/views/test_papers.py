"""The words of signed papers: a wording that was used stays as it is."""

import hashlib

import pytest
from django.template.loader import get_template

from assessments.views import papers

# New words are a new template under the next number, and a new line here; never another hash.
WORDS = {
    "assessments/papers/minutes.html": "dcf4c16b5ee5c2eb",
    "assessments/papers/decree.html": "268d3c2851805e7b",
}


@pytest.mark.parametrize("name", [*papers.MINUTES.values(), *papers.DECREES.values()])
def test_the_words_of_papers_that_were_signed_stay(name: str):
    source = get_template(name).template.source

    assert hashlib.sha256(source.encode()).hexdigest()[:16] == WORDS[name]
