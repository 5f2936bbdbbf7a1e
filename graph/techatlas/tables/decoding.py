"""The bytes of a data file as text, or what is wrong with them."""

import re

NOT_TEXT = {
    b"PK\x03\x04": ("is a workbook, not a CSV file", "save the sheet as CSV UTF-8"),
    b"\xd0\xcf\x11\xe0": ("is an old workbook, not a CSV file", "save the sheet as CSV UTF-8"),
    b"\xff\xfe": ("is in UTF-16, which Excel calls Unicode text", "save it as CSV UTF-8"),
    b"\xfe\xff": ("is in UTF-16, which Excel calls Unicode text", "save it as CSV UTF-8"),
    b"%PDF-": ("is a PDF, not a CSV file", "save the table as CSV UTF-8"),
    b"\x1f\x8b": ("is compressed by gzip", "unpack it first"),
    b"{\\rtf": ("is a text document (RTF), not a CSV file", "save it as CSV UTF-8"),
}
# Some programs give these the name .csv or .xls.
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|\?xml)", re.IGNORECASE
)  # some programs name one .csv or .xls


def decoded(content: bytes) -> tuple[str | None, int, str, str]:
    """Decode a file as UTF-8, else as CP932.

    Return the text or None, then line, message and fix of what is wrong with the bytes.

    >>> decoded("id,label_ja\\nkobe,神戸\\n".encode("cp932"))[:3]
    ('id,label_ja\\nkobe,神戸\\n', 2, 'is CP932 (Japanese Windows) from byte 17 on')
    >>> decoded(b"PK\\x03\\x04")[2]
    'is a workbook, not a CSV file'
    """
    for magic, told in NOT_TEXT.items():
        if content.startswith(magic):
            return None, 0, *told
    if WEB_PAGE.match(content):
        return None, 0, "is a web page or XML, not a CSV file", "open it in a spreadsheet program and save it as CSV UTF-8"
    if b"\0" in content:
        return None, _line(content, content.index(b"\0")), "contains a NUL byte", "save it as CSV UTF-8"
    try:
        return content.decode("utf-8-sig"), 0, "", ""
    except UnicodeDecodeError as error:
        where = error.start
    line = _line(content, where)
    try:
        return content.decode("cp932"), line, f"is CP932 (Japanese Windows) from byte {where} on", ""
    except UnicodeDecodeError:
        return None, line, f"is neither UTF-8 nor CP932 at byte {where}", "save it as CSV UTF-8"


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
