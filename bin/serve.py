#!/usr/bin/env python3
"""Prepare the database, then run web server and worker together until Ctrl-C.

A child that dies is started again; one that keeps dying stops everything with a sentence. On a
server systemd does this (deploy/), on a developer's machine this script does.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
THREADS = os.environ.get("THREADS", "4")
GRACE_SECONDS = 15
QUICK_DEATH_SECONDS = 3
QUICK_DEATHS_ALLOWED = 5
PR_SET_PDEATHSIG = 1

COMMANDS = {
    "web": [
        *(PYTHON, "-m", "gunicorn", "certify.wsgi:application"),
        *("--bind", f"{HOST}:{PORT}", "--worker-class", "gthread", "--workers", "1"),
        *(
            "--threads",
            THREADS,
            "--log-level",
            "warning",
            "--graceful-timeout",
            "5",
            "--no-control-socket",
        ),
    ],
    "worker": [PYTHON, "manage.py", "work", "--interval", "0.2"],
}


class StopError(Exception):
    """Somebody asked us to stop."""


def die_with_parent() -> None:
    """Let a child end when this supervisor is killed outright (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One process that is kept alive."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.quick_deaths = 0
        self.start()

    def start(self) -> None:
        """Start in a session of its own: Ctrl-C reaches only us, and we stop it in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            COMMANDS[self.name],
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- no threads here
        )

    def revive(self) -> None:
        """Start again after a death; raise StopError when it keeps dying at once."""
        code = self.process.poll()
        if code is None:
            return
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_DEATH_SECONDS else 0
        if self.quick_deaths >= QUICK_DEATHS_ALLOWED:
            message = f"The {self.name} process does not stay up; its last words are above."
            raise StopError(message)
        print(f"The {self.name} process ended ({code}); starting it again.", flush=True)
        time.sleep(min(0.2 * 2**self.quick_deaths, 3))
        self.start()

    def stop(self) -> None:
        """End the process; after a grace period without asking (its work can be resumed)."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            print(f"The {self.name} process is busy; its job goes on at the next start.")
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ask_to_stop(signum: int, frame: object) -> NoReturn:
    """Turn SIGTERM and SIGINT into one way out."""
    raise StopError


def port_is_taken() -> bool:
    """Return whether somebody else listens where we want to."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            return True
    return False


def wait_for_web(web: Child) -> None:
    """Return when the server answers a connection; raise StopError when it cannot start."""
    address = ("127.0.0.1" if HOST == "0.0.0.0" else HOST, PORT)  # noqa: S104 -- a comparison
    while True:
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        web.revive()
        time.sleep(0.05)


def watch(children: list[Child]) -> NoReturn:
    """Keep everything alive until asked to stop."""
    while True:
        time.sleep(0.5)
        for child in children:
            child.revive()


def prepare() -> str | None:
    """Bring the database up to date; the demo's sign-ins for the last line, None when it failed."""
    command = [PYTHON, "manage.py", "prepare"]
    sign_ins = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            mark, _, rest = line.partition("sign-ins: ")
            if rest and not mark:
                sign_ins = f" -- {rest.strip()}"
            else:
                print(line, end="", flush=True)
    return None if process.returncode else sign_ins


def main() -> int:
    """Run until stopped; 0 when a person stopped it."""
    if port_is_taken():
        print(f"Port {PORT} is taken. Choose another: make run PORT={PORT + 1}")
        return 1
    sign_ins = prepare()
    if sign_ins is None:
        return 1
    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    children: list[Child] = []
    reason = ""
    try:
        children += [Child("web"), Child("worker")]
        wait_for_web(children[0])
        shown = "localhost" if HOST in {"127.0.0.1", "0.0.0.0"} else HOST  # noqa: S104
        print(f"Canting: http://{shown}:{PORT}/{sign_ins} (Ctrl-C stops it)", flush=True)
        watch(children)
    except StopError as stop:
        reason = str(stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in reversed(children):
        child.stop()
    print(reason or "\nStopped; nothing is lost.")
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
