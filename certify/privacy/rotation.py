"""Encrypting everything again with the newest key."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, transaction

from certify.privacy import keys
from certify.privacy.fields import EncryptedTextField

ROWS_AT_ONCE = 200
FACTOR_SECRETS = ("secret", "seed")


def encrypted_columns() -> Iterator[tuple[str, str, str]]:
    """Give table, key column and column of every encrypted field, quoted for SQL."""
    quote = connection.ops.quote_name
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                primary = model._meta.pk.column or ""
                yield quote(model._meta.db_table), quote(primary), quote(field.column or "")


def rotate_all() -> int:
    """Encrypt every stored value with the first of NIK_KEYS and give their number.

    In short transactions, so that people may work meanwhile; doing it again does no harm.

    Raises:
        UnreadableError: a value opens with none of the keys; what was done before stays.
    """
    columns = sum(_rotate(*column) for column in encrypted_columns())
    return columns + _rotate_second_factors()


def _rotate_second_factors() -> int:
    """Encrypt the secrets of phones and recovery codes again: they lie inside allauth's JSON."""
    count = 0
    for primary in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=primary).first()
            if row is None:
                continue
            held = [name for name in FACTOR_SECRETS if name in row.data]
            row.data |= {name: keys.rotate(row.data[name]) for name in held}
            row.save(update_fields=["data"])
            count += len(held)
    return count


def _rotate(table: str, primary: str, column: str) -> int:
    count, last = 0, None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            after = f"AND {primary} > %s" if last is not None else ""
            lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
            cursor.execute(
                f"SELECT {primary}, {column} FROM {table} WHERE {column} <> '' {after} "  # noqa: S608
                f"ORDER BY {primary} LIMIT {ROWS_AT_ONCE}{lock}",
                [last] if last is not None else [],
            )
            rows = cursor.fetchall()
            cursor.executemany(
                f"UPDATE {table} SET {column} = %s WHERE {primary} = %s",  # noqa: S608
                [(keys.rotate(token), key) for key, token in rows],
            )
        if not rows:
            return count
        count, last = count + len(rows), rows[-1][0]
