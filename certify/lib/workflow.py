"""State machines as data: a table of named moves that a layman can read."""

from collections.abc import Iterable
from dataclasses import dataclass

from certify.lib.errors import NotNowError


@dataclass(frozen=True, slots=True)
class Move:
    """A named move: a button, a URL, a permission and an audit event share its name."""

    name: str
    sources: frozenset[str]
    target: str


class Workflow:
    """The legal moves between the states of one thing."""

    def __init__(
        self,
        *,
        name: str,
        states: Iterable[str],
        initial: str,
        moves: Iterable[Move],
        labels: dict[str, str] | None = None,
    ) -> None:
        """Take the table.

        Raises:
            ValueError: a move names an unknown state, two moves share a name, or a state
                cannot be reached from the initial one.
        """
        self.name = name
        self.states = tuple(states)
        self.initial = initial
        self.moves = {move.name: move for move in moves}
        self.labels = labels or {}
        self._check(tuple(moves))

    def _check(self, moves: tuple[Move, ...]) -> None:
        if len(moves) != len(self.moves):
            msg = f"{self.name}: two moves share a name"
            raise ValueError(msg)
        known = set(self.states)
        for move in moves:
            if not move.sources <= known or move.target not in known or not move.sources:
                msg = f"{self.name}: move {move.name} names an unknown state"
                raise ValueError(msg)
        reached = {self.initial}
        while True:
            more = {m.target for m in moves if m.sources & reached} - reached
            if not more:
                break
            reached |= more
        if reached != known:
            msg = f"{self.name}: unreachable states {sorted(known - reached)}"
            raise ValueError(msg)

    def allows(self, move: str, *, source: str) -> bool:
        """Tell whether ``move`` may start in ``source``.

        Raises:
            KeyError: there is no such move.
        """
        return source in self.moves[move].sources

    def target(self, move: str, *, source: str) -> str:
        """Give the state that ``move`` leads to.

        Raises:
            NotNowError: the move may not start in ``source``.
            KeyError: there is no such move.
        """
        if not self.allows(move, source=source):
            label = self.labels.get(source, source)
            sentence = (
                f"Langkah ini tidak bisa dilakukan karena keadaannya sekarang “{label}”. "
                "Muat ulang halaman untuk melihat keadaan terbaru."
            )
            raise NotNowError(sentence)
        return self.moves[move].target

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram, in a stable order."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for move in self.moves.values():
            lines += [
                f"    {source} --> {move.target}: {move.name}"
                for source in sorted(move.sources, key=self.states.index)
            ]
        sources = {source for move in self.moves.values() for source in move.sources}
        lines += [f"    {state} --> [*]" for state in self.states if state not in sources]
        return "\n".join(lines)
