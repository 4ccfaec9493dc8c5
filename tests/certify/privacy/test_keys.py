"""Identity numbers at rest."""

import pytest
from cryptography.fernet import Fernet

from certify.privacy import keys
from certify.privacy.fields import EncryptedTextField

NIK = "9934052009900001"


def test_encrypted_text_comes_back_and_differs_each_time():
    first, second = keys.encrypt(NIK), keys.encrypt(NIK)

    assert first != second
    assert NIK not in first
    assert (keys.decrypt(first), keys.decrypt(second)) == (NIK, NIK)


def test_rotation_writes_with_the_new_key_and_reads_the_old(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NIK_KEYS = [old]
    token = keys.encrypt(NIK)
    settings.NIK_KEYS = [new, old]
    rotated = keys.rotate(token)
    settings.NIK_KEYS = [new]

    assert keys.decrypt(rotated) == NIK
    with pytest.raises(keys.UnreadableError):
        keys.decrypt(token)


def test_index_needs_its_key(settings):
    before = keys.index(NIK)
    settings.NIK_INDEX_KEY = "another"

    assert len(before) == 64
    assert keys.index(NIK) != before


def test_encrypted_column_cannot_be_searched():
    with pytest.raises(TypeError):
        EncryptedTextField(name="nik").get_lookup("exact")
