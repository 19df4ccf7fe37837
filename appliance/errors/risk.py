"""Risk: exit codes 70-79."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class RowInvalid(ApplianceError):
    """A value is missing, not a number, or impossible."""

    code, exit_code = "R701", 70
    summary = "{what} cannot be scored: {why}."
    hint = "Correct the value and score again."


class ColumnsMissing(ApplianceError):
    """The CSV lacks columns that the model needs."""

    code, exit_code = "R702", 71
    summary = "The file “{name}” lacks these columns: {columns}."
    hint = "Add the columns; “cofferdam models show” lists what the model needs."


class CsvInvalid(ApplianceError):
    """The CSV cannot be read as a table."""

    code, exit_code = "R703", 72
    summary = "The file “{name}” is not a table that can be scored: {why}."
    hint = "Save it as CSV with a header line and commas or semicolons."


class SomeRowsFailed(ApplianceError):
    """At least one row was not scored; the others were."""

    code, exit_code = "R704", 73
    summary = "{failed} rows were not scored."
    hint = "The reasons are listed; correct those rows and score them again."
