"""Documents: exit codes 50-59."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class DocumentUnreadable(ApplianceError):
    """The parser cannot make sense of the file."""

    code, exit_code = "D501", 50
    summary = "“{name}” cannot be read: {why}."
    hint = "Open it in the program that made it and save it again, then add it again."


class DocumentTypeUnknown(ApplianceError):
    """The content is none of the formats that can be read."""

    code, exit_code = "D502", 51
    summary = "“{name}” is not a kind of file that can be read ({why})."
    hint = (
        "Add it as PDF, DOCX, XLSX, PPTX, CSV, TXT, MD, HTML, RTF, EML, MSG, PNG, JPEG or TIFF;"
        " save older Office files in the newer format first."
    )


class DocumentTooLarge(ApplianceError):
    """The file, its pages or its unpacked size exceed the limit."""

    code, exit_code = "D503", 52
    summary = "“{name}” is too large: {why}."
    hint = "Split it into smaller files."


class DocumentEncrypted(ApplianceError):
    """The file is protected by a password."""

    code, exit_code = "D504", 53
    summary = "“{name}” is protected by a password."
    hint = "If it is a PDF, give the password; else save a copy without the password and add that."


class DocumentEmpty(ApplianceError):
    """No text was found on any page."""

    code, exit_code = "D505", 54
    summary = "“{name}” has no text that can be read."
    hint = "Look at it: if it is a scan, it needs text recognition and a sharper picture."


class DocumentUnknown(ApplianceError):
    """The case has no document of that name."""

    code, exit_code = "D506", 55
    summary = "There is no document “{name}” in this case."
    hint = "List the documents with “cofferdam case show”."


class PageUnknown(ApplianceError):
    """The document has fewer pages."""

    code, exit_code = "D507", 56
    summary = "“{name}” has no page {page}."
    hint = "Choose a page between 1 and {pages}."


class DocumentPasswordWrong(DocumentEncrypted):
    """A password was given, and the file does not open with it."""

    code = "D509"
    summary = "The password given does not open “{name}”."
    hint = "Ask whoever sent the file for its password and try again."


class SomeFilesFailed(ApplianceError):
    """At least one file was not added; the others were."""

    code, exit_code = "D508", 57
    summary = "{failed} of {total} files were not added."
    hint = "The reasons are listed above; the other files are in the case."
