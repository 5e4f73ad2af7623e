"""LaTeX to words: the joint of reading, meaning and speech."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from mathspeak.errors import LimitExceeded, MathspeakError, UnknownPreference
from mathspeak.latex.nodes import Node, Symbol
from mathspeak.latex.reader import Runs, Source, read, template
from mathspeak.latex.stream import Warning_
from mathspeak.limits import MEMO_BYTES, MOST_BEYOND, Limits
from mathspeak.meaning import NOTHING_KNOWN, Context, Walk, chosen
from mathspeak.meaning.calls import functions_in
from mathspeak.meaning.shared import functions_of
from mathspeak.memo import Memo, shared
from mathspeak.speech.formats.plain import plain
from mathspeak.speech.styles import NAMES as STYLES
from mathspeak.speech.styles import VERBOSITIES, Options, find
from mathspeak.speech.utterance import PAUSES, SHORT, Utterance
from mathspeak.speech.words import Words, words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Who read a formula, the formula as it was written, and what was known of it.
    _Asked = tuple["Translator", Node, Context]

# What a formula takes that is kept, in bytes: itself, its trees by the tokens they were made of, and its words.
_FORMULA, _TOKEN, _WORD, _CHARACTER = 600, 100, 150, 4

__all__ = ["STYLES", "VERBOSITIES", "Parsed", "Reading", "Translator", "preferences", "ssml", "translate"]


class _Known:
    """A formula that was read, as it is kept: nothing of it is handed out but what nobody changes."""

    __slots__ = ("context", "node", "nodes", "source", "text", "warnings", "words")

    def __init__(self, node: Node, reading: Reading, source: Node, context: Context) -> None:
        self.node = node
        self.text = reading.text
        self.words = tuple(reading.utterance.words)
        self.nodes = tuple(reading.utterance.nodes)
        self.warnings = tuple(warning.copy() for warning in reading.warnings)
        self.source = source
        self.context = context

    def reading(self, translator: Translator) -> Reading:
        """The reading once more, with lists of its own."""
        warnings = [warning.copy() for warning in self.warnings]
        utterance = Utterance(list(self.words), list(self.nodes))
        return Reading(self.text, utterance, warnings, (translator, self.source, self.context))


class Reading:
    """What a formula says: ``text`` in plain words, the ``utterance`` behind it, and ``warnings`` about the source."""

    __slots__ = ("_asked", "text", "utterance", "warnings")

    def __init__(self, text: str, utterance: Utterance, warnings: list[Warning_], asked: _Asked | None = None) -> None:
        self.text = text
        self.utterance = utterance
        self.warnings = warnings
        self._asked = asked

    def explain(self) -> list[tuple[str, str, int, int]]:
        """Each phrase with what gave it, and the start and end of the piece of the source that it speaks.

        What gave it is the construct and the row of the table of words, with the inference and the preference if there
        was one. Of a part that was spoken by itself the construct alone is known.

        >>> Translator().read("f(x)").explain()[1]
        ('of', 'call: OF_FUNCTION (inference calls)', 0, 4)
        """
        from mathspeak.speech.explanation import explain, rule_of

        if self._asked is None:
            said = zip(self.utterance.words, self.utterance.nodes, strict=True)
            return [(words, rule_of(words, node), node.start, node.end) for words, node in said if words not in PAUSES]
        translator, node, context = self._asked
        return explain(
            node,
            context,
            inferences=translator.inferences,
            style=find(translator.style),
            words=translator.words,
            options=translator.options,
        )

    def ssml(self, *, language: str = "en", marks: bool = True, pause: float = 1.0, capitals: str = "pitch") -> str:
        """The reading as SSML 1.1; docs/ssml.md says what stands in it.

        >>> Translator().read("x=1").ssml(marks=False)
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en"><say-as
        interpret-as="characters">x</say-as> equals 1</speak>'
        """
        from mathspeak.speech.formats.ssml import to_ssml

        return to_ssml(self.utterance, language=language, marks=marks, pause=pause, capitals=capitals)


class Parsed:
    """A formula as one style understands it: ``node`` is its tree, ``reading`` what the whole of it says.

    >>> parsed = Translator().parse(r"\\frac{a+b}{c}")
    >>> parsed.speak(parsed.node.numerator).text
    'a plus b'
    """

    __slots__ = ("_options", "_translator", "node", "reading")

    def __init__(self, node: Node, reading: Reading, translator: Translator, options: Options) -> None:
        self.node = node
        self.reading = reading
        self._translator = translator
        self._options = options

    def speak(self, *nodes: Node) -> Reading:
        """What parts of the formula say by themselves, one after the other; a sign says what it says in the whole."""
        words: list[str] = []
        sources: list[Node] = []
        for node in nodes:
            said = self._one(node)
            if words and said.words:
                words.append(SHORT)
                sources.append(node)
            words += said.words
            sources += said.nodes
        utterance = Utterance(words, sources)
        return Reading(plain(utterance), utterance, [])

    def _one(self, node: Node) -> Utterance:
        if node is self.node:
            return self.reading.utterance
        if isinstance(node, Symbol):
            whole = self.reading.utterance
            said = [w for w, n in zip(whole.words, whole.nodes, strict=True) if n is node and w not in PAUSES]
            if len(said) == 1:
                return Utterance(said, [node])
        return self._translator.speak(node, self._translator.words, self._options)


class Translator:
    """Reads formulas in one style; one translator serves many threads.

    ``macros`` are LaTeX definitions known to every formula, ``speak`` gives spoken templates by command,
    ``infer`` switches inferences off by name. Readings are kept for formulas that come again: ``memo`` is how many
    bytes they may take, those of all translators of this process with the same bound together, and 0 keeps none.
    Raises `MathspeakError` for what cannot be read at all.

    >>> Translator().read(r"\\frac{a+b}{c}+d").text
    'the fraction a plus b over c end fraction plus d'
    """

    def __init__(
        self,
        style: str = "natural",
        *,
        verbosity: str = "verbose",
        prefs: Mapping[str, str] | None = None,
        language: str = "en",
        limits: Limits | None = None,
        macros: str = "",
        speak: Mapping[str, str] | None = None,
        infer: Mapping[str, bool] | None = None,
        context: Context = NOTHING_KNOWN,
        memo: int | Memo = MEMO_BYTES,
    ) -> None:
        found = find(style)
        if verbosity not in VERBOSITIES:
            raise UnknownPreference(
                f"there is no verbosity “{verbosity}”", hint=f"the verbosities are: {', '.join(VERBOSITIES)}"
            )
        if prefs and found.preferences is None:
            raise UnknownPreference(
                f"the style {style} has no preference “{next(iter(prefs))}”", hint="it takes no preferences"
            )
        preferences = found.preferences(dict(prefs or {})) if found.preferences else {}
        self.style = style
        self.language = language
        self.limits = limits or Limits()
        self.macros = macros
        self.spoken: dict[str, Runs] = {
            command if command.startswith("\\") else f"\\{command}": template(text)
            for command, text in (speak or {}).items()
        }
        self.context = context
        inferences = chosen(dict(infer or {}))
        self.inferences = [i for i in inferences if found.infers is None or i.name in found.infers]
        self.walk = Walk(self.inferences)
        self.speak = found.speak
        self.as_printed = found.as_printed
        self.options = Options(verbosity, preferences, self.limits.max_words)
        self.words = words_for(language, style)
        self.memo = shared(memo) if isinstance(memo, int) else memo
        # Stands for all that is chosen above and that `knowing` does not change.
        self._choice: object = object()

    def read(self, latex: str, *, display: bool | None = None, macros: str | None = None) -> Reading:
        """Read one formula; ``macros`` are definitions that are known to it alone."""
        return self._understood(latex, macros, self.options)[1]

    def parse(
        self, latex: str, *, display: bool | None = None, macros: str | None = None, terse: bool = False
    ) -> Parsed:
        """Read one formula and keep its tree, so that its parts can be spoken one by one.

        A ``terse`` one follows words such as "let": the natural style says its relations without "is".
        """
        node, reading = self._understood(latex, macros, self._options(terse=terse))
        return Parsed(node, reading, self, self._options(whole=node, terse=terse))

    def _options(self, whole: Node | None = None, terse: bool = False) -> Options:
        chosen = self.options
        return Options(chosen.verbosity, chosen.preferences, chosen.max_words, whole, terse)

    def within(self, limits: Limits) -> Translator:
        """This translator with other limits."""
        from copy import copy

        other = copy(self)
        other.limits = limits
        return other

    def knowing(
        self, *, macros: str = "", functions: frozenset[str] = frozenset(), language: str | None = None
    ) -> Translator:
        """This translator for a document: with its macros, the letters that it uses as functions, and its language."""
        from copy import copy

        other = copy(self)
        other.macros = "\n".join(filter(None, (self.macros, macros)))
        if macros:
            from hashlib import sha256

            # Not the macros, which may be long, and would be kept with the formulas that they were known to.
            other._choice = self._choice, sha256(macros.encode("utf-8", "surrogatepass")).digest()
        other.context = self.context.with_functions(functions)
        if language is not None:
            other.language = language
            other.words = words_for(language, self.style)
        return other

    def functions_of(self, formulas: Iterable[str]) -> frozenset[str]:
        """The letters that some formulas of one document show to be functions; what cannot be read shows nothing.

        After many formulas that are beyond the limits no more are looked at.

        >>> sorted(Translator().functions_of(["y(t)", "y(t+1) = a(t+1)"]))
        ['y']
        """
        return functions_of(self._printed(formulas))

    def _printed(self, formulas: Iterable[str]) -> Iterator[Node]:
        beyond = 0
        for latex in formulas:
            try:
                yield self._source(latex, self.macros).node
            except LimitExceeded:
                beyond += 1
                if beyond == MOST_BEYOND:
                    return
            except (MathspeakError, RecursionError):
                pass

    def mathml(self, latex: str, *, display: bool = False, words: str = "") -> str:
        """One formula as it is written, in MathML; ``words`` are for readers who know none.

        What stands from character 3 to 7 of the formula has the id ``f3-7``, as the marks of SSML have.

        >>> Translator().mathml("x").partition(">")[2]
        '<mi id="f0-1">x</mi></math>'
        """
        from mathspeak.mathml.writer import write

        return write(self._source(latex, self.macros).node, display=display, words=words)

    def phrases(self, of: str) -> Words:
        """The translator's language for a purpose beside the styles, such as ``explore``."""
        return words_for(self.language, of)

    def _understood(self, latex: str, macros: str | None, options: Options) -> tuple[Node, Reading]:
        if not self.memo.max_bytes:
            node, reading, *_ = self._read(latex, macros, options)
            return node, reading
        key = self._choice, self.language, self.context.functions, options.terse, macros, latex
        known: _Known | None = self.memo.get(key)
        if known is not None:
            return known.node, known.reading(self)
        node, reading, source, context = self._read(latex, macros, options)
        size = _FORMULA + _TOKEN * source.tokens + _WORD * len(reading.utterance.words)
        size += _CHARACTER * (len(latex) + len(reading.text) + len(macros or ""))
        self.memo.keep(key, _Known(node, reading, source.node, context), size)
        return node, reading

    def _read(self, latex: str, macros: str | None, options: Options) -> tuple[Node, Reading, Source, Context]:
        definitions = self.macros if macros is None else f"{self.macros}\n{macros}"
        try:
            source = self._source(latex, definitions)
            context = self.context
            if "(" in latex:
                context = context.with_functions(functions_in(source.node))
            node = self.walk.understand(source.node, context)
            utterance = self.speak(node, self.words, options)
        except RecursionError as error:
            # Groups and delimiters are each within the limit on nesting, and together beyond what can be walked.
            raise LimitExceeded("max_depth", "the formula is nested too deep", hint="split the formula") from error
        text = plain(utterance)
        # A style counts phrases, of which one may be a whole text.
        most = options.max_words
        if len(text) >= 2 * most and text.count(" ") >= most:
            raise LimitExceeded("max_words", f"the reading has more than {most:,} words", hint="split the formula")
        if not text:
            source.warnings.append(Warning_("nothing-said", "nothing in this formula is spoken", 0, len(latex)))
        reading = Reading(text, utterance, source.warnings, (self, source.node, context))
        return node, reading, source, context

    def _source(self, latex: str, definitions: str) -> Source:
        return read(latex, limits=self.limits, macros=definitions, spoken=self.spoken, as_printed=self.as_printed)


def ssml(pieces: Iterable[tuple[int, str | Reading]], *, language: str = "en") -> str:
    """Prose and the readings of its formulas as one SSML document, each with the offset where it stands in the source.

    >>> ssml([(0, "Let "), (5, Translator().read("x"))])
    '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">Let <mark name="f5-6"/>
    <say-as interpret-as="characters">x</say-as></speak>'
    """
    from mathspeak.speech.formats.ssml import document

    parts = ((offset, piece if isinstance(piece, str) else piece.utterance) for offset, piece in pieces)
    return document(parts, language=language)


def preferences(style: str) -> dict[str, tuple[str, ...]]:
    """The preferences of a style, each with the values that it takes, the default first.

    >>> preferences("clearspeak")["Caps"], preferences("natural")
    (('Auto', 'SayCaps'), {})
    """
    if find(style).preferences is None:
        return {}
    from mathspeak.speech.preferences import PREFERENCES, PRESET, PRESETS

    return {PRESET: tuple(PRESETS), **PREFERENCES}


@lru_cache(maxsize=32)
def _shared(style: str, verbosity: str, language: str) -> Translator:
    return Translator(style, verbosity=verbosity, language=language)


def translate(latex: str, *, style: str = "natural", verbosity: str = "verbose", language: str = "en") -> str:
    """The words of a formula.

    >>> translate(r"\\sqrt{x+1}")
    'the square root of x plus 1'
    """
    return _shared(style, verbosity, language).read(latex).text
