"""The same person twice: inside the file, in the program, in the agency's register (E8)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields

from certify.lib import names
from certify.lib import nik as niks
from participants.importing.answers import Answers
from participants.importing.causes import Cause
from participants.importing.fields import Field
from participants.importing.findings import Choices, Issue, RowFindings, Values
from participants.importing.registry import LABELS, Known, NameAndBirth, Register, differences


def settle_in_file(rows: Sequence[RowFindings], answers: Answers) -> set[int]:
    """Ask about rows with one NIK or one name and birth date; give the numbers of rows left out.

    Of two rows with one NIK the fuller one is taken for the person. The other rows' own issues
    wait until it is decided whether they are used at all.
    """
    left_out: set[int] = set()
    for twins in _groups(rows, lambda row: row.values.nik):
        first = max(twins, key=lambda row: (_fullness(row.values), -row.number))
        for row in twins:
            if row is not first:
                left_out |= _ask_about_twin(row, first, answers)
    kept = [row for row in rows if row.number not in left_out]
    for twins in _groups(kept, lambda row: _same_person(row.values)):
        for row in twins[1:]:
            if row.values.nik != twins[0].values.nik:
                _ask_about_similar(row, twins[0], answers)
    return left_out


def _groups(
    rows: Iterable[RowFindings], key: Callable[[RowFindings], Hashable | None]
) -> list[list[RowFindings]]:
    found: dict[Hashable, list[RowFindings]] = defaultdict(list)
    for row in rows:
        value = key(row)
        if value not in {None, ""}:
            found[value].append(row)
    return [group for group in found.values() if len(group) > 1]


def _fullness(values: Values) -> int:
    return sum(getattr(values, item.name) not in {"", None} for item in fields(Values))


def _same_person(values: Values) -> NameAndBirth | None:
    if not values.full_name or values.birth_date is None:
        return None
    return names.same_key(values.full_name), values.birth_date


def _ask_about_twin(row: RowFindings, first: RowFindings, answers: Answers) -> set[int]:
    issue = _issue(
        row,
        Cause.DUPLICATE,
        Field.NIK,
        f"{row.values.full_name} · {niks.mask(row.values.nik)}",
        f"Sama dengan baris {first.number}: {first.values.full_name}.",
        (
            ("skip", f"Pakai baris {first.number}, lewati baris {row.number}"),
            ("use", f"Pakai baris {row.number}, lewati baris {first.number}"),
        ),
        answers,
    )
    if issue.answer == "use":
        row.issues.append(issue)
        return {first.number}
    row.issues[:] = [issue]
    return {row.number} if issue.answer == "skip" else set()


def _ask_about_similar(row: RowFindings, first: RowFindings, answers: Answers) -> None:
    row.issues.append(
        _issue(
            row,
            Cause.SIMILAR_IN_FILE,
            Field.NAME,
            f"{row.values.full_name} · {niks.mask(row.values.nik)}",
            f"Mirip baris {first.number}: {first.values.full_name} · "
            f"{niks.mask(first.values.nik)}.",
            (("other", "Orang yang berbeda"), ("skip", f"Lewati baris {row.number}")),
            answers,
        )
    )


def _issue(
    row: RowFindings,
    cause: Cause,
    meaning: Field,
    found: str,
    sentence: str,
    choices: Choices,
    answers: Answers,
) -> Issue:
    issue = Issue(row.number, cause, meaning, found, sentence, choices=choices)
    chosen = answers.choice_for(row.number, cause)
    if any(chosen == answer for answer, _ in choices):
        issue.answer = chosen
    return issue


def settle_in_register(
    rows: Sequence[RowFindings], register: Register, answers: Answers
) -> dict[int, Known]:
    """Ask about people whom the agency knows; give the known person of each row by NIK."""
    known = register.by_nik([row.values.nik for row in rows if row.values.nik])
    found: dict[int, Known] = {}
    strangers: dict[int, NameAndBirth] = {}
    for row in rows:
        if person := known.get(row.values.nik):
            found[row.number] = person
            _ask_about_known(row, person, answers)
        elif stranger := _same_person(row.values):
            strangers[row.number] = stranger
    alike = register.by_name_and_birth(strangers.values())
    for row in rows:
        if row.number in strangers and (person := alike.get(strangers[row.number])):
            _ask_about_similar_known(row, person, answers)
    return found


def _ask_about_known(row: RowFindings, person: Known, answers: Answers) -> None:
    changed = differences(row.values, person)
    if person.is_withdrawn:
        row.issues.append(Issue(row.number, Cause.WITHDRAWN, Field.NIK, row.values.full_name))
    if person.is_enrolled and not changed:
        return
    words = ", ".join(LABELS[name] for name in changed)
    if person.is_enrolled:
        row.issues.append(
            _issue(
                row,
                Cause.ENROLLED,
                Field.NIK,
                f"{row.values.full_name} · {niks.mask(row.values.nik)}",
                f"Yang berbeda: {words}.",
                (("update", "Perbarui dengan daftar ini"), ("skip", "Biarkan data di program")),
                answers,
            )
        )
        return
    programs = ", ".join(person.programs) or "daftar orang dinas"
    sentence = f"{person.values.full_name}, ada di {programs}."
    choices: Choices = (("same", "Orang yang sama, daftarkan; data lama tetap"),)
    if changed:
        sentence += f" Yang berbeda: {words}."
        choices += (("update", "Orang yang sama, daftarkan dan perbarui datanya"),)
    row.issues.append(
        _issue(
            row,
            Cause.REGISTERED,
            Field.NIK,
            f"{row.values.full_name} · {niks.mask(row.values.nik)}",
            sentence,
            (*choices, ("skip", "Lewati baris ini")),
            answers,
        )
    )


def _ask_about_similar_known(row: RowFindings, person: Known, answers: Answers) -> None:
    row.issues.append(
        _issue(
            row,
            Cause.SIMILAR_REGISTERED,
            Field.NAME,
            f"{row.values.full_name} · {niks.mask(row.values.nik)}",
            f"Di daftar dinas: {person.values.full_name} · {niks.mask(person.values.nik)}.",
            (("other", "Orang yang berbeda"), ("skip", "Lewati baris ini")),
            answers,
        )
    )
