"""The names of encodings, as headers and files have them, to Python's; and what a file says of itself."""

from __future__ import annotations

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases

# The text encodings that browsers read (https://encoding.spec.whatwg.org), and UTF-32.
_KNOWN = frozenset(
    codecs.lookup(name).name
    for name in (
        "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be big5 euc-jp euc-kr gbk gb2312 gb18030 "
        "iso2022_jp shift_jis koi8-r koi8-u mac-roman mac-cyrillic cp866 cp874 ascii latin-1 "
        + " ".join(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))
        + " ".join(f" cp{page}" for page in range(1250, 1259))
    ).split()
)
# As in browsers: whoever says Latin-1 means Windows-1252. ASCII says nothing of the other bytes.
_MEANT = {
    "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le", "utf-32": "utf-32-le",
}  # fmt: skip
_LABELS = {
    "x-sjis": "shift_jis", "windows-31j": "cp932", "ks_c_5601-1987": "euc_kr", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "windows-874": "cp874", "iso-8859-8-i": "iso8859-8",
}  # fmt: skip
_ALIASES = frozenset((*aliases, *aliases.values(), "koi8_u", "cp874"))
_HEAD = 2048  # bytes in which a file may say it
_XML = re.compile(rb"\s{0,100}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.I)
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I)


def codec_of(label: str) -> str | None:
    """Python's name of the encoding that ``label`` means; ``ascii`` for US-ASCII, None for what is no encoding of texts."""
    plain = normalize_encoding(_LABELS.get(label.strip().lower(), label.strip().lower()))
    if plain not in _ALIASES:  # a name that is looked up in vain is kept for ever
        return None
    name = codecs.lookup(plain).name
    return _MEANT.get(name, name) if name in _KNOWN or name == "cp932" else None


def declared_in(data: bytes) -> str | None:
    """The encoding that an XML declaration or a ``<meta charset>`` names. As it can be read, it has a byte a character."""
    head = data[:_HEAD]
    if head.lstrip()[:1] != b"<":
        return None
    found = _XML.match(head) or _META.search(head)
    codec = codec_of(found[1].decode("ascii", "replace")) if found else None
    return None if codec is None or codec.startswith(("utf", "ascii")) else codec
