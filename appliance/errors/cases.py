"""Cases and answers: exit codes 60-69, 122 and 123; V228 is of a damaged vault."""

from __future__ import annotations

from appliance.errors.root import ApplianceError
from appliance.errors.vault import VaultDamaged


class CaseUnknown(ApplianceError):
    """No case of that name."""

    code, exit_code = "A601", 60
    summary = "There is no case “{name}”."
    hint = "List the cases with “cofferdam case list”."


class CaseExists(ApplianceError):
    """A case of that name is already there."""

    code, exit_code = "A602", 61
    summary = "There is already a case “{name}”."
    hint = "Choose another name."


class CaseEmpty(ApplianceError):
    """A question was asked but no document is ready."""

    code, exit_code = "A603", 62
    summary = "The case “{name}” has no document that can be searched yet."
    hint = "Add documents first, or wait until they are read."


class QuestionsInvalid(ApplianceError):
    """A questions or queries file has a line that cannot be used."""

    code, exit_code = "A604", 63
    summary = "Line {line} of “{name}” cannot be used: {why}."
    hint = "Each line is one question or one JSON object; see docs/formats/command-line.md."


class QuestionsTooMany(QuestionsInvalid):
    """A list of questions is longer than what is computed together."""

    code = "A611"
    summary = "The list has {count} questions, and {most} at most are answered together."
    hint = "Ask them in several lists."


class IndexStale(ApplianceError):
    """The vectors were made by another embedding model."""

    code, exit_code = "A605", 64
    summary = "The case was indexed with another embedding model ({found})."
    hint = "Activate that model again, or add the documents again."


class AnswerUnknown(ApplianceError):
    """The case has no answer of that number."""

    code, exit_code = "A606", 65
    summary = "There is no answer {number} in this case."
    hint = "List the conversation; answers of other cases are not shown here."


class FormInvalid(QuestionsInvalid):
    """A form cannot be used as it is written."""

    code = "A621"
    summary = "The form “{name}” cannot be used: {why}."
    hint = "Correct it in the list of own forms, or in its file, and save it again."


class FormUnknown(AnswerUnknown):
    """No form of that name, or it is one that comes with the program."""

    code = "A622"
    summary = "There is no form “{name}” {where}."
    hint = "List the forms with “cofferdam form list”."


class FieldUnknown(AnswerUnknown):
    """The case has no filled form of that number, or the form no such field."""

    code = "A623"
    summary = "There is no field “{field}” in filled form {number} of this case."
    hint = "List what was filled with “cofferdam form show --case”."


class ValueInvalid(QuestionsInvalid):
    """A value that a person gave is not of the field's kind."""

    code = "A624"
    summary = "“{value}” cannot be the value of “{field}”: {why}."
    hint = "Write it as the field's kind wants it, for example 2026-09-14 for a date."


class CaseHeld(ApplianceError):
    """A legal hold is on the case, so nothing of it is deleted."""

    code, exit_code = "A607", 122
    summary = "The case {ref} is under a legal hold, so nothing of it is deleted."
    hint = "Have the hold lifted with “cofferdam case release”, if it may be."


class CaseKept(ApplianceError):
    """A policy of head office says how long a case is kept at least."""

    code, exit_code = "A608", 123
    summary = "The case {ref} must be kept until {until}: head office's policy says {days} days."
    hint = (
        "Delete it after that day. What was added by mistake can be deleted document by document."
    )


class HoldLost(CaseHeld):
    """The chain says that a case is held, the register of cases says that it is not."""

    code = "A610"
    summary = (
        "The case {ref} was put under a legal hold that nobody lifted, yet the vault's register "
        "of cases has none. Nothing was deleted."
    )
    hint = (
        "Somebody changed the register. Put the hold on again with “cofferdam case hold”, or lift "
        "it with “cofferdam case release” if it may be."
    )


class ClockDoubtful(CaseKept):
    """The clock is so far ahead of what the vault saw that deleting by it would be rash."""

    code = "A609"
    summary = (
        "The computer's clock is more than {days} days past the latest time that the vault saw "
        "({latest}), so nothing is deleted by it."
    )
    hint = (
        "Set the clock. If it is right, look at what is due and repeat the step with "
        "“cofferdam retention apply --clock-is-right”."
    )


class CommitsMissing(VaultDamaged):
    """The database of a case lacks changes that the control database knows to be in it."""

    code = "V228"
    summary = (
        "The case {ref} lacks the last {missing} changes that were made to it: "
        "its database was put back to an earlier state, or its journal was damaged."
    )
    hint = (
        "Restore the vault from a backup, or go on on purpose with “cofferdam case accept”; "
        "it is recorded."
    )
