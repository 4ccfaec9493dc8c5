"""The key of a form that was acted upon, with the answer that was given."""

from django.db import models


class UsedKey(models.Model):
    """Written in the transaction of the act itself, so key and act stand or fall together."""

    key = models.UUIDField(primary_key=True)
    user = models.PositiveBigIntegerField(null=True)
    route = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.TextField(blank=True)
    content = models.BinaryField(default=bytes)
    content_type = models.CharField(max_length=100, blank=True)
    used_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["used_at"], name="used_key_by_age")]

    def __str__(self) -> str:
        """Key and route."""
        return f"{self.key} {self.route}"
