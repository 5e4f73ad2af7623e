"""The files of a document: the main one, and those of its folder that it brings in. Nothing outside is opened."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from mathspeak.documents.blocks import File
from mathspeak.documents.decoding import check_text, without_controls
from mathspeak.documents.tex.sources import Source
from mathspeak.errors import DocumentError, LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.tex.bounds import Bounds
    from mathspeak.documents.tex.reader import Reader

_ENCODING = re.compile(
    rb"^[^%\n]*\\(?:usepackage|RequirePackage)\s*\[\s*([\w-]+)\s*\]\s*\{inputenc\}"
    rb"|^%\s*!TEX\s+encoding\s*=\s*([\w -]+)",
    re.MULTILINE | re.IGNORECASE,
)
_NAME = re.compile(r"[^\x00-\x1f{}%$#]{1,250}")
_CODECS = {
    "latin1": "cp1252",
    "ansinew": "cp1252",
    "cp1252": "cp1252",
    "latin9": "iso8859-15",
    "latin2": "iso8859-2",
    "latin5": "iso8859-9",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "koi8-r": "koi8-r",
    "applemac": "mac-roman",
    "isolatin": "cp1252",
    "macosroman": "mac-roman",
}
_ENCODING_LINES = 65_536
_SPEAK = re.compile(r"^[ \t]*(%[ \t]*speak:[ \t]*\\.*?)[ \t]*$", re.MULTILINE)
_WRONG_BYTE = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_MOST_SPOKEN = 1_000


class Files:
    """Opens files, and counts their characters one after the other."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self.path = path
        self.bounds = bounds
        self.size = 0
        self.included: list[File] = []
        self.encoding = ""
        self.recoded: list[str] = []
        # Comments that say how a macro is to be spoken.
        self.spoken: list[str] = []
        self._next = 0
        self._known: dict[Path, Source] = {}
        self._folder = Path(os.path.realpath(path.parent))

    def main(self) -> Source:
        """The document itself; DocumentError if it is no file that can be read, LimitExceeded if it is too big."""
        try:
            data = _read(self.path, self.bounds.max_bytes)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DocumentError(f"{self.path} cannot be read: {reason}", hint="give a .tex file") from error
        if data is None:
            size, most = self.path.stat().st_size, self.bounds.max_bytes
            raise LimitExceeded(
                "max_bytes",
                f"{self.path.name} has {size:,} bytes, and at most {most:,} are read",
                hint="split it into several documents",
            )
        check_text(data, self.path)
        return self._keep(self.path, data)

    def find(self, reader: Reader, name: str, suffixes: tuple[str, ...], start: int, *, needed: bool) -> Source | None:
        """A file that the document names, or none, with a notice that says why."""
        if len(self.included) >= self.bounds.max_files:
            reader.notice("too-many-files", f"only the first {self.bounds.max_files:,} files are read", start)
            return None
        if not _NAME.fullmatch(name):
            reader.notice("missing-file", f"{name[:40]!r} is no file's name", start)
            return None
        if os.path.isabs(name) or re.match(r"[A-Za-z]:|~|\\|\|", name):
            reader.notice("refused-file", f"{name} is not read: it is not in the document's folder", start)
            return None
        outside = False
        for folder in dict.fromkeys([self._folder, reader.folder or self._folder]):
            for suffix in suffixes:
                path = Path(os.path.realpath(folder / f"{name}{suffix}"))
                if not path.is_relative_to(self._folder):
                    outside = True
                elif _is_file(path):
                    return self._open(reader, path, name, start)
        if outside:
            reader.notice("refused-file", f"{name} is not read: it is outside the document's folder", start)
        elif needed:
            reader.notice("missing-file", f"there is no {name}{suffixes[0]} in the document's folder", start)
        return None

    def _open(self, reader: Reader, path: Path, name: str, start: int) -> Source | None:
        known = self._known.get(path)
        if known is not None:
            return known
        try:
            data = _read(path, self.bounds.max_bytes - self.size)
        except OSError as error:
            reader.notice("missing-file", f"{name} cannot be read: {error.strerror or error}", start)
            return None
        if data is None:
            reader.notice("file-too-big", f"{name} is not read: the document would be too big with it", start)
            return None
        try:
            check_text(data, path)
        except DocumentError as error:
            reader.notice("missing-file", f"{name} is not read: {error.message}", start)
            return None
        source = self._keep(path, data)
        self.included.append(File(path, source.base, source.base + len(source.string)))
        return source

    def _keep(self, path: Path, data: bytes) -> Source:
        self.size += len(data)
        text = self._decode(data, path.name)
        source = Source(text, self._next, path=path, at=path.suffix in (".sty", ".cls"))
        self._next += len(text) + 1
        if "speak:" in text:
            self.spoken += _SPEAK.findall(text)[:_MOST_SPOKEN]
        self._known[path] = source
        return source

    def _decode(self, data: bytes, name: str) -> str:
        """The text, in which each character keeps its place: line ends of other systems become one and a space."""
        found = _ENCODING.search(data[:_ENCODING_LINES])
        if found:
            declared = (found[1] or found[2]).decode("ascii", "replace").strip().lower().replace(" ", "")
            self.encoding = _CODECS.get(declared, self.encoding)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            self.recoded.append(name)
            text = _recoded(data, self.encoding or "cp1252")
        if "\r" in text:
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        return without_controls(text.replace("\ufeff", " "))

    def read_listed(self, reader: Reader, name: str, start: int) -> str | None:
        """The text of a file that is listed as code."""
        source = self.find(reader, name, ("",), start, needed=True)
        return source.string if source is not None else None

    def literature(self, reader: Reader, start: int) -> Source | None:
        """The list of literature that BibTeX left beside the document."""
        return self.find(reader, self.path.stem, (".bbl",), start, needed=False)


def _recoded(data: bytes, encoding: str) -> str:
    """Text that is not UTF-8, or not all of it: then only the bytes that are not are taken to be of the encoding."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = len(_WRONG_BYTE.findall(text))
    if len(_NOT_ASCII.findall(text)) <= wrong:
        return data.decode(encoding, "replace").replace("\ufffd", " ")
    return _WRONG_BYTE.sub(
        lambda byte: byte[0].encode("utf-8", "surrogateescape").decode(encoding, "replace").replace("\ufffd", " "), text
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that the system does not allow
        return False


def _read(path: Path, most: int) -> bytes | None:
    """A plain file's bytes; none if there are more than ``most``."""
    # A pipe would wait for a writer: nothing but a file is opened for good.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a file")
        if status.st_size > most:
            return None
        data = file.read(most + 1)
    return None if len(data) > most else data
