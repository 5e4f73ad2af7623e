"""Letters, numbers, signs, names, prose, and marks on a letter."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Letter, Name, Node, Number, Script, Symbol, Text
from mathspeak.meaning.shapes import core
from mathspeak.speech.occurrence import occurring
from mathspeak.speech.styles.natural.simple import BRACKETED, is_one_letter
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.writer import Writer

BOLD = frozenset(["bold", "sans-bold"])
# Upright letters that are constants or the differential sign: said plainly while their italic twin does not occur.
CONSTANTS = frozenset(["d", "e", "i", "j", "pi"])


def letter(w: Writer, node: Node) -> None:
    assert isinstance(node, Letter)
    w.emit(letter_words(w, node))


def letter_words(w: Writer, node: Letter) -> str:
    """``bold cap x``: alphabet, capital, name."""
    say = w.say
    name = node.name
    if len(name) > 1:
        name = twin(w, name) if name in say.TWINS else w.names.get(name, name)
    elif node.capital:
        name = name.upper()
    font = node.font
    if font and font != "italic":
        if font == "double-struck" and node.capital and node.name in say.NUMBER_SETS:
            number_set: str = say.NUMBER_SETS[node.name]
            return number_set
        if font != "roman" or node.name not in CONSTANTS or node.capital or node.name in others(w):
            name = f"{say.FONTS.get(font, font)} {say.CAPITAL} {name}" if node.capital else f"{say.FONTS[font]} {name}"
            return name
    return f"{say.CAPITAL} {name}" if node.capital else name


def is_expectation(node: Node | None) -> bool:
    """The blackboard E, by itself or with scripts."""
    letter = core(node)
    return letter.__class__ is Letter and letter.font == "double-struck" and letter.name == "e" and letter.capital


def twin(w: Writer, key: str) -> str:
    """The word for one of two signs that share a name: the shared one unless both occur."""
    plain: str = w.say.TWINS[key]
    if plain in others(w):
        return w.names[key]
    return w.say.MEANINGS.get(plain) or w.names[plain]


def others(w: Writer) -> frozenset[str]:
    """Letters in italic type and signs of the whole formula; looked for once, when first asked for."""
    if w.variants is None:
        w.variants = occurring(w.root, upright=False)
    return w.variants


def number(w: Writer, node: Node) -> None:
    assert isinstance(node, Number)
    text = w.say.number(node.text)
    if node.font and node.font not in ("roman", "italic"):
        text = f"{w.say.FONTS[node.font]} {text}"
    w.emit(text)


def symbol_words(w: Writer, node: Symbol) -> str:
    key = node.key
    meaning = w.say.MEANINGS.get(key)
    if meaning is not None:
        words: str = meaning
    elif key in w.say.TWINS:
        words = twin(w, key)
    elif key in w.names:
        words = w.names[key]
    else:
        words = " ".join(w.names.get(part) or w.say.MEANINGS.get(part, part) for part in key.split())
    # \mathbf leaves operations and relations as they are, \boldsymbol does not; a bold comma is nothing that one says.
    if (node.font == "bold-italic" and node.cls != "punct") or (node.font in BOLD and node.cls == "ord"):
        words = f"{w.say.FONTS['bold']} {words}"
    return words


def prime_words(w: Writer, count: int) -> str:
    say = w.say
    words: str = say.PRIMES[count] if count < len(say.PRIMES) else say.MANY_PRIMES.format(count)
    return words


def name(w: Writer, node: Node) -> None:
    """A word in upright type; its face is not said, its capitals are."""
    assert isinstance(node, Name)
    say = w.say
    text = node.text
    known = say.OPERATORS.get(text)
    if known is not None:
        words = known
    else:
        letters = "".join(c for c in text if c.isalpha())
        words = spoken_text(w, text)
        if len(letters) > 1 and letters.isupper():
            words = f"{say.ALL_CAPITALS} {words}"
        elif letters[:1].isupper():
            words = f"{say.CAPITAL} {words}"
    if node.font in ("bold", "bold-italic"):
        words = f"{say.FONTS['bold']} {words}"
    w.emit(words)


def text(w: Writer, node: Node) -> None:
    """Prose as it stands; signs that no voice should meet are said."""
    assert isinstance(node, Text)
    runs = node.runs
    if len(runs) == 1 and isinstance(runs[0], str) and len(runs[0]) == 1 and runs[0].isalpha():
        # One upright letter is a letter, not prose.
        letter(w, Letter(runs[0].lower(), runs[0].isupper(), node.font or "roman", node.start, node.end))
        return
    for run in runs:
        if isinstance(run, Script) and run.base is None:
            from mathspeak.speech.styles.natural.rows import staggered

            staggered(w, run)
        elif not isinstance(run, str):
            speak(w, run)
        elif run:
            prose_run(w, run)


def prose_run(w: Writer, run: str) -> None:
    """One run of prose: its own punctuation is heard as pauses."""
    say = w.say
    if run[0] in STOPS:
        w.breathe()
    if run in say.DASHES:
        w.emit(say.DASH)
        return
    quoted = len(run) > 1 and run[0] in QUOTES and run[-1] in QUOTES and QUOTATION.isdisjoint(run[1:-1])
    words = " ".join(say.ABBREVIATED.get(word, word) for word in spoken_text(w, run).split())
    if quoted:
        words = f"{say.QUOTE} {words} {say.END_QUOTE}" if words else say.EMPTY_QUOTE
    if words:
        w.emit(words)
        w.terse = words.rpartition(" ")[2] in say.TERSE_AFTER
    last = run.rsplit(maxsplit=1)[-1]
    if run[-1] in STOPS and "." not in last[:-1]:
        w.breathe()


STOPS = ",.;:"
QUOTES = "\"'“”‘’`"
# Any of these behind the first character begins or ends a quotation of its own.
QUOTATION = frozenset('"“”‘`')


def spoken_text(w: Writer, run: str) -> str:
    """Prose with every character that is not prose replaced by its word."""
    if run.isalpha():
        return run
    characters = w.say.TEXT_CHARACTERS
    run = "".join(characters[c] if c in characters else prose(c) for c in run)
    words = run.split()
    if not words:
        return ""
    words[0] = words[0].lstrip(STOPS + "-")
    last = words[-1]
    # An abbreviation keeps its full stop.
    words[-1] = last if "." in last.rstrip(STOPS) else last.rstrip(STOPS)
    return " ".join(word for word in words if word)


def prose(character: str) -> str:
    """Letters, digits and the punctuation of prose stay; another sign gives way to a space."""
    return character if character.isalpha() or character.isdecimal() or character in ",.;:'- " else " "


def accent(w: Writer, node: Node) -> None:
    """``x hat`` for one letter, ``the hat on x plus y end hat`` for more."""
    assert isinstance(node, Accent)
    say, mark, body = w.say, node.mark, node.body
    if is_said_after(node):
        if mark == "vec":
            w.emit(say.VECTOR)
            speak(w, body)
            return
        speak(w, body)
        w.emit(say.ACCENTS[mark])
        if mark in ("dot", "tilde"):
            # "x dot y" is also a product with a dot, "x tilde y" a relation.
            w.short(compound=False)
        return
    w.emit(say.the_accent(mark))
    shield(w, body)
    w.finish(f"accent {mark}")


def is_said_after(node: Accent) -> bool:
    """Whether the mark is said after its letter. ``h bar`` is Planck's constant, so a bar on h is not."""
    mark, body = node.mark, node.body
    if mark in BRACKETED:
        return False
    if mark == "bar" and isinstance(body, Letter) and body.name == "h" and not body.capital and not body.font:
        return False
    if mark == "vec":
        return isinstance(body, Letter) or (isinstance(body, Symbol) and body.cls == "ord")
    if isinstance(body, Number):
        return mark not in ("vec", "bar", "dot")
    return is_one_letter(body)
