"""State machines as data."""

import pytest

from certify.lib.errors import NotNowError
from certify.lib.workflow import Move, Workflow

DOOR = {
    "name": "Door",
    "states": ["open", "shut", "locked"],
    "initial": "open",
    "labels": {"locked": "Terkunci"},
    "moves": [
        Move("shut", frozenset({"open"}), "shut"),
        Move("open", frozenset({"shut"}), "open"),
        Move("lock", frozenset({"shut"}), "locked"),
    ],
}


def test_every_move_from_every_state():
    door = Workflow(**DOOR)
    allowed = {
        (move, state)
        for move in door.moves
        for state in door.states
        if door.allows(move, source=state)
    }

    assert allowed == {("shut", "open"), ("open", "shut"), ("lock", "shut")}


def test_illegal_move_is_refused_with_the_label_of_the_state():
    with pytest.raises(NotNowError, match="Terkunci"):
        Workflow(**DOOR).target("shut", source="locked")


@pytest.mark.parametrize(
    "change",
    [
        {"states": ["open", "shut", "locked", "lost"]},
        {"moves": [Move("burn", frozenset({"open"}), "ash")]},
        {"moves": [*DOOR["moves"], Move("shut", frozenset({"locked"}), "shut")]},
        {"moves": [Move("shut", frozenset(), "shut")]},
    ],
)
def test_table_that_makes_no_sense_is_refused(change):
    with pytest.raises(ValueError, match="Door"):
        Workflow(**(DOOR | change))


def test_diagram_is_drawn_in_a_stable_order():
    assert Workflow(**DOOR).mermaid() == "\n".join(
        [
            "stateDiagram-v2",
            "    [*] --> open",
            "    open --> shut: shut",
            "    shut --> open: open",
            "    shut --> locked: lock",
            "    locked --> [*]",
        ]
    )
