"""CHILD: which Office format a ZIP or OLE file is, and whether it is safe to unpack."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import TYPE_CHECKING

from appliance.documents.protocol import DOCX_TYPE, PPTX_TYPE, XLSX_TYPE, Fault, Refused

if TYPE_CHECKING:
    from appliance.documents.limits import Limits

# Names and texts inside Office files; no codec can be imported after the lock-down.
for _name in ("cp437", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "gb18030"):
    codecs.lookup(_name)

_OLE_MARK = b"\xd0\xcf\x11\xe0"
# Name of the stream that holds an Office file encrypted with a password, as OLE writes names.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_MEMBER = 0x1


def office_type(data: bytes, limits: Limits) -> str:
    """DOCX, XLSX or PPTX, by the parts inside.

    The sizes are those that the archive declares; reading a part stops at its declared size.
    Raises: Refused: damaged, encrypted, an archive bomb, another kind of archive.
    """
    if data.startswith(_OLE_MARK):
        raise Refused(Fault.ENCRYPTED_OFFICE if _ENCRYPTED_STREAM in data else Fault.OLD_OFFICE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Refused(Fault.DAMAGED) from error
    if len(members) > limits.parts:
        raise Refused(Fault.TOO_MANY_PARTS)
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise Refused(Fault.ENCRYPTED_OFFICE)
    unpacked = sum(member.file_size for member in members)
    allowed = max(limits.ratio_from_bytes, limits.unpacked_ratio * len(data))
    if unpacked > min(limits.unpacked_bytes, allowed):
        raise Refused(Fault.EXPANDS_TOO_MUCH)
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return DOCX_TYPE
    if "xl/workbook.xml" in names:
        return XLSX_TYPE
    if "ppt/presentation.xml" in names:
        return PPTX_TYPE
    raise Refused(Fault.OTHER_ARCHIVE)
