"""Making a machine ready: what is told when something is missing, and the secrets."""

import os

import pytest
from cryptography.fernet import Fernet


def test_without_root_the_exact_line_is_printed_and_nothing_is_done(script, monkeypatch, capsys):
    setup = script("setup")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit) as ended:
        setup.install_packages(["python3-venv", "libpango-1.0-0"])

    assert ended.value.code == 1
    assert (
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "python3-venv libpango-1.0-0\n"
    ) in capsys.readouterr().out


def test_a_library_that_is_not_there_is_asked_for_by_its_package(script, monkeypatch):
    setup = script("setup")
    monkeypatch.setattr(setup, "LIBRARIES", (("libnowhere.so.1", "libnowhere1"),))

    assert setup.missing_packages(with_browser=False, with_judges=False) == ["libnowhere1"]


def test_the_judges_are_asked_for_with_the_browser(script, monkeypatch):
    setup = script("setup")
    monkeypatch.setattr(setup, "JUDGES_OF_TESTS", (("no-such-program", "no-such-package"),))
    monkeypatch.setattr(setup, "JUDGES", (("no-such-judge", "no-such-other"),))
    monkeypatch.setattr(setup, "browser", lambda: "/usr/bin/chromium")

    asked = [
        setup.missing_packages(with_browser=browser, with_judges=judges)
        for browser, judges in ((True, False), (False, True), (False, False))
    ]
    assert asked == [["no-such-package"], ["no-such-other"], []]


def test_a_python_without_venv_asks_for_debians(script, monkeypatch):
    setup = script("setup")
    monkeypatch.setattr(setup, "PROBE", "import no_such_module")

    assert "python3-venv" in setup.missing_packages(with_browser=False, with_judges=False)


def test_local_secrets_are_made_once_and_only_for_the_owner(script, monkeypatch, tmp_path):
    setup = script("setup")
    file = tmp_path / ".env"
    monkeypatch.setattr(setup, "ENV_FILE", file)

    setup.write_local_secrets()
    first = file.read_text()
    setup.write_local_secrets()

    assert file.read_text() == first
    assert file.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in first.splitlines() if not line.startswith("#"))
    assert set(values) == {"SECRET_KEY", "NIK_KEYS", "NIK_INDEX_KEY", "KEY_PASSPHRASE"}
    assert len(set(values.values())) == 4
    Fernet(values["NIK_KEYS"])
    assert min(len(values["SECRET_KEY"]), len(values["NIK_INDEX_KEY"])) >= 32


def test_without_an_npm_registry_the_rest_goes_on_and_says_so(
    script, monkeypatch, tmp_path, capsys
):
    setup = script("setup")
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "bin").mkdir()
    npm = tmp_path / "bin" / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr(setup, "CREDENTIAL_JUDGE", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path)

    setup.install_credential_judge()

    assert "tests/judges will fail until this has worked once" in capsys.readouterr().out
