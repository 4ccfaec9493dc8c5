"""PostgreSQL for the tests: strict, alone, and without a trace on the machine."""

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest


def modes(folder: Path) -> dict[str, tuple[int, int]]:
    """Give mode and owner of a folder, of all above it, and of those directly inside."""
    around = [folder, *folder.parents, *(p for p in folder.iterdir() if p.is_dir())]
    return {str(p): (p.stat().st_mode, p.stat().st_uid) for p in around}


@pytest.mark.parametrize("for_tests", [False, True])
def test_it_keeps_commits_and_changes_no_mode_of_the_machine(script, for_tests):
    postgres = script("postgres")
    package = postgres.programs()
    before = modes(package)

    with postgres.running(for_tests=for_tests) as url, closing(psycopg2.connect(url)) as connection:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('fsync'), current_setting('synchronous_commit'), "
                "current_setting('full_page_writes'), current_setting('data_directory')"
            )
            *promised, folder = cursor.fetchone()
        assert promised == ["on", "on", "on"]
        assert Path(folder).exists()

    assert not Path(folder).exists()
    assert modes(package) == before
