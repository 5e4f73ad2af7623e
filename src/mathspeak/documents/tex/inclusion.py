r"""What brings in files, says what the document is, and where it begins and ends."""

from __future__ import annotations

import re

from mathspeak.documents.tex import languages, listings, sections
from mathspeak.documents.tex.mouth import Frame
from mathspeak.documents.tex.options import key_values, split_list
from mathspeak.documents.tex.state import Open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Source

BODY = re.compile(r"^[^%\n]*?(\\begin[ \t]*\{document\})", re.MULTILINE)
_PLAIN_NAME = re.compile(r"[^\s{}\\%]+")
_DEEPEST = 20


def _input(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    frame = mouth.skip()
    if mouth.peek() == "{":
        target = mouth.name()
    else:
        found = _PLAIN_NAME.match(frame.source.string, frame.position, frame.end)
        target = found[0] if found else ""
        frame.position = found.end() if found else frame.position
    include(reader, target.strip('"'), start)


def _import(reader: Reader, name: str, start: int) -> None:
    reader.mouth.take("*")
    folder, target = reader.mouth.name(), reader.mouth.name()
    include(reader, f"{folder.rstrip('/')}/{target}" if folder.strip("/. ") else target, start)


def include(reader: Reader, target: str, start: int) -> None:
    """Read a file of the document's folder next."""
    target = target.removeprefix("./")
    source = reader.files.find(reader, target, (".tex", ""), start, needed=True)
    if source is not None:
        _enter(reader, source, target, start)


def _enter(reader: Reader, source: Source, target: str, start: int) -> None:
    open_sources = [frame.source for frame in reader.mouth.frames]
    if source in open_sources:
        reader.notice("recursive-file", f"{target} brings in itself: it is read once", start)
        return
    if len({id(opened) for opened in open_sources if opened.path}) > _DEEPEST:
        reader.notice("nesting", f"{target} is not read: too many files stand in one another", start)
        return
    body = BODY.search(source.string)
    begin = body.end() if body and not reader.builder.quiet else 0
    outer, reader.folder = reader.folder, source.path.parent if source.path else None

    def done() -> None:
        reader.folder = outer

    reader.mouth.frames.append(Frame(source, begin, len(source.string), done))


def _packages(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    option = mouth.option()
    names = split_list(mouth.name())
    mouth.option()
    options = option.text if option is not None else ""
    for package in names:
        if package == "babel":
            set_language(reader, split_list(options))
        elif package not in reader.packages:
            reader.packages.add(package)
            source = reader.files.find(reader, package, (".sty",), start, needed=False)
            if source is not None:
                _read_definitions(reader, source, package, start)


def _class(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    option = mouth.option()
    document_class = mouth.name()
    mouth.option()
    options = split_list(option.text) if option is not None else []
    if name == "LoadClass" or reader.builder.quiet <= 1:
        sections.begin_class(reader, document_class)
    set_language(reader, [option for option in options if option in languages.TAGS])
    if document_class == "subfiles" and options:
        main = reader.files.find(reader, options[0], (".tex", ""), start, needed=True)
        body = BODY.search(main.string) if main is not None else None
        if main is not None and body:
            reader.mouth.frames.append(Frame(main, 0, body.start(1)))
        return
    source = reader.files.find(reader, document_class, (".cls",), start, needed=False)
    if source is not None:
        _read_definitions(reader, source, document_class, start)


def _read_definitions(reader: Reader, source: Source, name: str, start: int) -> None:
    """A class or package of the document's folder: its definitions count, and it prints nothing."""
    if source in (frame.source for frame in reader.mouth.frames):
        return
    if sum(frame.source.at for frame in reader.mouth.frames) > _DEEPEST:
        reader.notice("nesting", f"{name} is not read: too many files stand in one another", start)
        return
    reader.builder.quiet += 1

    def done() -> None:
        reader.builder.quiet -= 1

    reader.mouth.frames.append(Frame(source, 0, len(source.string), done))


def set_language(reader: Reader, options: list[str]) -> None:
    """The last language that babel is given is the document's, unless another is called the main one."""
    main = [option.partition("=")[2].strip() for option in options if option.startswith("main")]
    names = [option for option in options if option in languages.TAGS]
    chosen = main or names[-1:]
    if chosen and chosen[0] in languages.TAGS:
        reader.use_language(languages.TAGS[chosen[0]])


def _main_language(reader: Reader, name: str, start: int) -> None:
    option = reader.mouth.option()
    language = reader.mouth.name()
    variant = key_values(option.text).get("variant", "") if option is not None else ""
    for known in (variant, language):
        if known in languages.TAGS:
            reader.use_language(languages.TAGS[known])
            return


def _select(reader: Reader, name: str, start: int) -> None:
    r"""``\selectlanguage`` before any text is about the whole document."""
    language = reader.mouth.name()
    if language in languages.TAGS and not reader.language:
        reader.use_language(languages.TAGS[language])


def _document(reader: Reader, name: str, start: int) -> None:
    reader.builder.quiet = 0
    reader.open(Open(name, start))


def end_document(reader: Reader) -> None:
    """Nothing is read after the end of the document, or of a file that could be one by itself."""
    frames = reader.mouth.frames
    path = next((frame.source.path for frame in reversed(frames) if frame.source.path), None)
    for frame in reversed(frames):
        frame.position = frame.end
        if frame.barrier or frame.source.path == path:
            break


def _end_input(reader: Reader, name: str, start: int) -> None:
    end_document(reader)


def _other_language(reader: Reader, name: str, start: int) -> None:
    reader.mouth.option()
    reader.mouth.argument()
    reader.open(Open(name, start, reader.builder.paragraph))


def _comment(reader: Reader, name: str, start: int) -> None:
    r"""``\excludecomment{solution}``: an environment that is not printed."""
    environment = reader.mouth.name()
    if len(reader.excluded) < 1_000:
        (reader.excluded.add if name == "excludecomment" else reader.excluded.discard)(environment)


def skip(reader: Reader, name: str, start: int) -> None:
    """An environment that the document leaves out."""
    quiet, reader.builder.quiet = reader.builder.quiet, 1
    listings.begin(reader, name, start)
    reader.builder.quiet = quiet


def _at_letter(reader: Reader, name: str, start: int) -> None:
    reader.mouth.top().source.at = name == "makeatletter"


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(["input", "include", "subfile", "subfileinclude", "InputIfFileExists"], _input),
    **dict.fromkeys(["import", "subimport", "includefrom", "inputfrom", "subincludefrom", "subinputfrom"], _import),
    **dict.fromkeys(["usepackage", "RequirePackage"], _packages),
    **dict.fromkeys(["documentclass", "LoadClass"], _class),
    **dict.fromkeys(["setmainlanguage", "setdefaultlanguage"], _main_language),
    "selectlanguage": _select,
    "endinput": _end_input,
    **dict.fromkeys(["makeatletter", "makeatother"], _at_letter),
    **dict.fromkeys(["excludecomment", "includecomment"], _comment),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {
    "document": _document,
    **dict.fromkeys(["otherlanguage", "otherlanguage*"], _other_language),
}
