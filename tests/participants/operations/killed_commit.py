"""A process that saves an import and is killed after its n-th writing statement.

``python -m tests.participants.operations.killed_commit DRAFT USER N [leaky]``; with ``leaky`` what
was written so far is committed before the kill, as if there were no transaction: the control.
"""

import os
import re
import signal
import sys
from typing import Any

import django

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


def main() -> None:
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from certify.accounts.models import User
    from participants import operations
    from participants.models import ImportDraft

    draft, user, last = (int(argument) for argument in sys.argv[1:4])
    is_leaky = "leaky" in sys.argv
    written = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        if is_leaky and written == last and WRITES.match(sql):
            connection.connection.commit()
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if WRITES.match(sql):
            written += 1
            if written == last and not is_leaky:
                os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(count):
        operations.commit_import(
            draft=ImportDraft.objects.get(pk=draft),
            by=User.objects.get(pk=user),
            at=timezone.now(),
        )


if __name__ == "__main__":
    main()
