"""Private keys: encrypted, for their owner only, never overwritten."""

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from certify.lib.keyfolder import KeyFolder, KeyFolderError

PASSPHRASE = "sandi yang panjang untuk uji"


@pytest.fixture
def folder(tmp_path):
    return KeyFolder(tmp_path / "keys", PASSPHRASE)


def plain(key):
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    "key",
    [
        ec.generate_private_key(ec.SECP256R1()),
        rsa.generate_private_key(65537, 2048),
        ed25519.Ed25519PrivateKey.generate(),
    ],
    ids=["P-256", "RSA", "Ed25519"],
)
def test_a_key_comes_back_whole_and_lies_encrypted(folder, key):
    folder.store("segel-1", key)

    text = (folder.path / "segel-1.pem").read_bytes()
    assert plain(folder.load("segel-1")) == plain(key)
    assert text.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert folder.has("segel-1")
    assert not folder.has("segel-2")


def test_only_its_owner_may_open_folder_and_files(folder):
    folder.store("segel-1", ec.generate_private_key(ec.SECP256R1()))

    modes = [oct(path.stat().st_mode & 0o777) for path in (folder.path, *folder.path.iterdir())]
    assert modes == ["0o700", "0o600"]
    assert folder.loose_files() == []


def test_what_others_may_open_is_named(folder):
    assert folder.loose_files() == []
    folder.store("segel-1", ec.generate_private_key(ec.SECP256R1()))
    (folder.path / "segel-1.pem").chmod(0o640)

    assert folder.loose_files() == [str(folder.path / "segel-1.pem")]


def test_a_key_is_never_overwritten(folder):
    first = ec.generate_private_key(ec.SECP256R1())
    folder.store("segel-1", first)

    with pytest.raises(KeyFolderError, match="never overwritten"):
        folder.store("segel-1", ec.generate_private_key(ec.SECP256R1()))

    assert plain(folder.load("segel-1")) == plain(first)
    assert [path.name for path in folder.path.iterdir()] == ["segel-1.pem"]


def test_another_passphrase_opens_nothing(folder):
    folder.store("segel-1", ec.generate_private_key(ec.SECP256R1()))

    with pytest.raises(KeyFolderError, match="does not open"):
        KeyFolder(folder.path, "another").load("segel-1")


@pytest.mark.parametrize("name", ["", "../segel", "Segel", "segel.pem", "a/b", "-a"])
def test_a_name_leads_nowhere_else(folder, name):
    with pytest.raises(KeyFolderError, match="no name of a key"):
        folder.load(name)


def test_an_absent_or_foreign_key_is_refused_in_words(folder):
    with pytest.raises(KeyFolderError, match="cannot be read"):
        folder.load("segel-1")

    folder.path.mkdir()
    foreign = dsa.generate_private_key(2048).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSPHRASE.encode())
    )
    (folder.path / "segel-1.pem").write_bytes(foreign)

    with pytest.raises(KeyFolderError, match="does not use"):
        folder.load("segel-1")


def test_a_removed_key_is_gone(folder):
    folder.store("segel-1", ec.generate_private_key(ec.SECP256R1()))

    folder.remove("segel-1")
    folder.remove("segel-1")

    assert not folder.has("segel-1")


def test_the_passphrase_is_not_shown(folder):
    assert PASSPHRASE not in repr(folder)
