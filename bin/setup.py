#!/usr/bin/env python3
"""Make this machine ready: Debian packages, the virtual environment, local secrets.

Only the standard library, and only syntax that older Pythons can at least read, because this runs
before anything is installed. Usage: setup.py [--dev] [--browser] [--judges].
"""

from __future__ import annotations

import argparse
import base64
import ctypes
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
ENV_FILE = ROOT / ".env"
STAMP = "canting-installed"
CREDENTIAL_JUDGE = ROOT / "tests" / "judges" / "credentials"
PYTHONS = ("3.11", "3.12", "3.13")

# What WeasyPrint opens at run time: the library and the Debian package that brings it.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
)
# Programs of others that judge our files in the tests, and the packages that bring them.
JUDGES_OF_TESTS = (("pdfsig", "poppler-utils"), ("softhsm2-util", "softhsm2"))
# And those that `make judge` asks besides.
JUDGES = (
    ("pdfsig", "poppler-utils"),
    ("qpdf", "qpdf"),
    ("zbarimg", "zbar-tools"),
)
PROBE = "import sys, ensurepip, sqlite3, ssl, venv; print('%d.%d' % sys.version_info[:2])"


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, flush=True)


def loads(library: str) -> bool:
    """Return whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def usable_python() -> str | None:
    """Return a Python that can make a virtual environment, the one running this first."""
    names = [sys.executable, "/usr/bin/python3", *(f"python{version}" for version in PYTHONS)]
    for name in names:
        path = shutil.which(name)
        if path is None:
            continue
        probe = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, check=False)
        if probe.returncode == 0 and probe.stdout.strip() in PYTHONS:
            return path
    return None


def browser() -> str | None:
    """Return the Chromium that the journeys drive."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def missing_packages(*, with_browser: bool, with_judges: bool) -> list[str]:
    """Return the Debian packages this machine lacks."""
    missing = [] if usable_python() else ["python3-venv"]
    missing += [package for library, package in LIBRARIES if not loads(library)]
    if with_browser:
        missing += [] if browser() else ["chromium"]
    wanted = (JUDGES_OF_TESTS if with_browser else ()) + (JUDGES if with_judges else ())
    missing += sorted({package for program, package in wanted if shutil.which(program) is None})
    return missing


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when root may; otherwise print the line to type and stop."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say("Canting needs " + ", ".join(packages) + " (Debian's names). Install them, then retry.")
        sys.exit(1)
    if os.geteuid() != 0:
        say("Canting needs a few Debian packages. Type this line, then run make again:\n")
        say("    sudo apt-get update && sudo " + " ".join(install) + "\n")
        sys.exit(1)
    say("Installing Debian packages: " + " ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            say(done.stdout[-2000:] + done.stderr[-2000:])
            say("This command failed: " + " ".join(command))
            sys.exit(1)


def make_virtual_environment() -> None:
    """Make .venv, or make it anew when the Python it was made from is gone."""
    python = VENV / "bin" / "python"
    if python.exists():
        works = subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False)
        if works.returncode == 0:
            return
        say("The virtual environment no longer works; making it anew.")
        shutil.rmtree(VENV)
    base = usable_python()
    if base is None:
        say("No Python 3.11, 3.12 or 3.13 with venv and sqlite3 was found; Canting needs one.")
        sys.exit(1)
    subprocess.run([base, "-m", "venv", str(VENV)], check=True)


def install_requirements(name: str) -> None:
    """Install a requirements file when it, or one it includes, changed since the last time."""
    python = VENV / "bin" / "python"
    version = subprocess.run([str(python), "-V"], capture_output=True, text=True, check=True).stdout
    digest = hashlib.sha256(version.encode())
    for part in ("requirements.txt", name):
        digest.update((ROOT / part).read_bytes())
    stamp = VENV / f"{STAMP}-{name}"
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    say(f"Installing Python packages from {name} (the first time takes a few minutes)")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "-r", str(ROOT / name)], check=False).returncode != 0:
        say("The Python packages could not be installed; nothing was started. Run make again.")
        sys.exit(1)
    stamp.write_text(digest.hexdigest(), encoding="ascii")


def install_credential_judge() -> None:
    """Install the Node verifier of the tests when its lock file changed since the last time.

    Without an npm registry everything else goes on; the tests that need the verifier fail and say
    so, they are not left out.
    """
    npm = VENV / "bin" / "npm"
    digest = hashlib.sha256((CREDENTIAL_JUDGE / "package-lock.json").read_bytes()).hexdigest()
    stamp = CREDENTIAL_JUDGE / "node_modules" / STAMP
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    say("Installing the credential judge (Node packages, for tests only)")
    command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    environment = os.environ | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=CREDENTIAL_JUDGE, env=environment, check=False)
    if done.returncode != 0:
        say("The credential judge could not be installed: is the npm registry in reach?")
        say("Everything else is ready; tests/judges will fail until this has worked once.")
        return
    stamp.write_text(digest, encoding="ascii")


def write_local_secrets() -> None:
    """Write a .env for this machine; the NIK keys never derive from SECRET_KEY."""
    if ENV_FILE.exists():
        return
    lines = [
        "# Made by `make setup` for this machine only; .env.example says what each line means.",
        "# Whoever loses NIK_KEYS loses every stored NIK; whoever loses KEY_PASSPHRASE loses the",
        "# private keys in var/keys. Never commit this file.",
        "SECRET_KEY=" + secrets.token_urlsafe(48),
        "NIK_KEYS=" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "NIK_INDEX_KEY=" + secrets.token_urlsafe(32),
        "KEY_PASSPHRASE=" + secrets.token_urlsafe(32),
    ]
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


def main() -> None:
    """Do what is not done yet; a second call takes a moment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument(
        "--browser", action="store_true", help="also Chromium and the tests' judges"
    )
    parser.add_argument("--judges", action="store_true", help="also the judges of `make judge`")
    options = parser.parse_args()
    missing = missing_packages(with_browser=options.browser, with_judges=options.judges)
    if missing:
        install_packages(missing)
    make_virtual_environment()
    install_requirements("requirements-dev.txt" if options.dev else "requirements.txt")
    if options.dev:
        install_credential_judge()
    if options.judges:
        install_requirements("requirements-judge.txt")
    write_local_secrets()


if __name__ == "__main__":
    main()
