"""Append-only events chained by hash, without foreign keys so that they outlive their subjects."""

from __future__ import annotations

from typing import Any

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row of an append-only table."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses bulk changes; the database triggers refuse them again."""

    def update(self, **_: Any) -> int:
        """Refuse."""
        msg = f"{self.model.__name__} is append-only"
        raise AppendOnlyError(msg)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        msg = f"{self.model.__name__} is append-only"
        raise AppendOnlyError(msg)


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if self.pk is not None and not self._state.adding:
            msg = f"{type(self).__name__} is append-only"
            raise AppendOnlyError(msg)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        msg = f"{type(self).__name__} is append-only"
        raise AppendOnlyError(msg)


class AuditEvent(AppendOnlyModel):
    """One thing that happened. ``hash`` covers every other column and the previous hash.

    ``within`` names the organization whose confidence the event belongs to; None means that
    everybody who sees the subject may see the event (decisions.md 2).
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=200)
    actor = models.PositiveBigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    within = models.PositiveBigIntegerField(null=True)
    subjects = models.JSONField()
    data = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-sequence",)

    def __str__(self) -> str:
        """Number and name."""
        return f"{self.sequence} {self.name}"


class AuditSubject(AppendOnlyModel):
    """Finds the events of an object; repeats what the event's ``subjects`` (and hash) hold."""

    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("event_id", "pk")
        indexes = [models.Index(fields=["kind", "key", "event"], name="audit_subject_lookup")]

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} {self.key}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_head_is_one_row"),
        ]

    def __str__(self) -> str:
        """Number and hash."""
        return f"{self.sequence} {self.hash}"
