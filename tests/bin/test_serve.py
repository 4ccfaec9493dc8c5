"""make run's supervisor: both processes live, a killed one comes back, Ctrl-C ends all."""

import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress

import psutil

from tests.processes import ROOT, wait_for


def children(process: subprocess.Popen[str], word: str) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if word in " ".join(child.cmdline()):
                found.append(child)
    return found


def answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/sehat/") as page:
        return page.status == 200
    return False


def test_a_killed_process_comes_back_and_ctrl_c_ends_both(
    committed_cast, real_commits, script, tmp_path
):
    port = script("postgres").free_port()
    environment = real_commits.environment | {"PORT": str(port), "HOST": "127.0.0.1"}
    with (tmp_path / "said").open("w") as said:
        served = subprocess.Popen(
            [sys.executable, "bin/serve.py"], cwd=ROOT, env=environment, stdout=said, text=True
        )
    try:
        wait_for(lambda: answers(port))
        wait_for(lambda: children(served, "manage.py work"))
        (worker,) = children(served, "manage.py work")
        worker.send_signal(signal.SIGKILL)
        wait_for(lambda: {c.pid for c in children(served, "manage.py work")} - {worker.pid})
        family = psutil.Process(served.pid).children(recursive=True)

        os.kill(served.pid, signal.SIGINT)

        assert served.wait(30) == 0
        assert [child for child in family if child.is_running()] == []
    finally:
        served.kill()
    text = (tmp_path / "said").read_text()
    assert "The worker process ended (-9); starting it again." in text
    assert f"Canting: http://localhost:{port}/ (Ctrl-C stops it)" in text
    assert text.endswith("Stopped; nothing is lost.\n")
