"""Tokens of one-time links."""

from django.test import override_settings

from certify.accounts import tokens


def test_token_is_the_same_again_and_128_bits_long():
    first, second = tokens.make("satu"), tokens.make("satu")

    assert (first, len(first)) == (second, 22)
    assert tokens.make("dua") != first


def test_token_needs_the_key_of_the_server():
    ours = tokens.make("satu")

    with override_settings(SECRET_KEY="another-key-than-ours"):
        assert tokens.make("satu") != ours
