"""Letters, numbers, signs, names and prose."""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Name, Number, Symbol, Text
from mathspeak.speech.occurrence import occurring
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

BOLD = frozenset(["bold", "bold-italic", "sans-bold"])
LONGEST_SPELLED = 16
MULTIPLICATIONS = {"times": "MultSymbolX", "cdot": "MultSymbolDot"}
# "Of all things in a set-builder": the place of the words in the table of memberships.
MEMBERSHIPS = {"in": 0, "notin": 1}


def letter(w: Voice, node: Letter) -> None:
    w.emit(letter_words(w, node))


def letter_words(w: Voice, node: Letter) -> str:
    """``bold B``: alphabet, then the letter in its own case; capitals are said as such where that is asked for."""
    say = w.say
    name = node.name
    capital = node.capital
    name = twin(w, name) if name in say.TWINS else w.names.get(name, name)
    if capital:
        name = triangle(w, node) or name.capitalize()
    font = node.font
    capped = capital and w.prefs["Caps"] == "SayCaps"
    if capped:
        name = f"{say.CAPITAL} {name}"
    if not font:
        return name
    if font == "double-struck" and capital and node.name in say.NUMBER_SETS:
        number_set: str = say.NUMBER_SETS[node.name]
        return number_set
    if font in ("roman", "italic"):
        return name
    if font == "bold-italic" and capital and len(node.name) > 1:
        # Bold type leaves a letter its slant, and capital Greek stands upright.
        font = "bold"
    if font == "formal-script" and w.ends:
        return f"{say.FORMAL_SCRIPT} {name}"
    return f"{(say.CAPPED_ALPHABETS if capped else say.ALPHABETS).get(font, font)} {name}"


def triangle(w: Voice, node: Letter) -> str:
    """A capital delta is a triangle, until a preference makes it the letter."""
    if node.name != "delta" or node.font:
        return ""
    words: str = w.say.TRIANGLES[w.prefs["TriangleSymbol"]]
    return words


def twin(w: Voice, key: str) -> str:
    """The word for one of two signs that share a name: the shared one unless both occur."""
    plain: str = w.say.TWINS[key]
    return w.names.get(key, key) if w.ends or plain in others(w) else w.names.get(plain, plain)


def others(w: Voice) -> frozenset[str]:
    """Small letters and signs of the whole formula; looked for once, when first asked for."""
    if w.variants is None:
        w.variants = occurring(w.root, upright=True)
    return w.variants


def number(w: Voice, node: Number) -> None:
    if w.spelled and node.text.isdecimal() and len(node.text) < LONGEST_SPELLED:
        w.emit(w.say.cardinal(int(node.text)))
        return
    alphabets = w.say.ALPHABETS
    font = "bold" if node.font == "bold-italic" else node.font
    digits = w.say.number(node.text)
    w.emit(f"{alphabets[font]} {digits}" if font in alphabets else digits)


def symbol(w: Voice, node: Symbol) -> None:
    if node.cls == "space":
        w.breathe()
    else:
        w.emit(symbol_words(w, node))


def symbol_words(w: Voice, node: Symbol) -> str:
    key = node.key
    say = w.say
    if key in MULTIPLICATIONS:
        words = product_words(w, key)
    elif key in MEMBERSHIPS:
        words = say.MEMBERSHIP[w.prefs["SetMemberSymbol"]][MEMBERSHIPS[key] + (2 if w.in_set else 0)]
    elif key in say.MEANINGS:
        words = say.MEANINGS[key]
    elif key in say.TWINS:
        words = twin(w, key)
    elif key in ("triangle", "vartriangle", "bigtriangleup"):
        words = say.TRIANGLES[w.prefs["TriangleSymbol"]]
    else:
        words = " ".join(w.names.get(part, part) for part in key.split())
    if w.terse:
        words = words.removeprefix(say.IS)
    return f"{say.ALPHABETS['bold']} {words}" if node.font in BOLD else words


def product_words(w: Voice, key: str) -> str:
    say = w.say
    if key == "cdot":
        dot: str = say.DOT if w.prefs["MultSymbolDot"] == "Dot" else say.TIMES
        return dot
    sign: str = {"Auto": say.TIMES, "By": say.BY, "Cross": say.CROSS}[w.prefs["MultSymbolX"]]
    return sign


def prime_words(w: Voice, count: int) -> str:
    say = w.say
    words: str = say.PRIMES[count] if count < len(say.PRIMES) else say.MANY_PRIMES.format(count)
    return words


def name(w: Voice, node: Name) -> None:
    """A word set as one name, as it is written."""
    say = w.say
    words = say.OPERATOR_NAMES.get(node.text) or say.FUNCTIONS.get(node.text) or node.text.replace("-", " ")
    if node.font in say.ALPHABETS and node.font != "italic":
        words = f"{say.ALPHABETS[node.font]} {words}"
    w.emit(words)


def text(w: Voice, node: Text) -> None:
    """Prose as it stands; its punctuation is read out."""
    runs = node.runs
    if len(runs) == 1 and isinstance(runs[0], str) and len(runs[0]) == 1 and runs[0].isalpha():
        letter(w, Letter(runs[0].lower(), runs[0].isupper(), node.font, node.start, node.end))
        return
    for run in runs:
        if isinstance(run, str):
            words = spoken_text(w, run)
            if words:
                w.emit(words)
        else:
            speak(w, run)


def spoken_text(w: Voice, run: str) -> str:
    """Prose with its marks in words, and with nothing that no voice should meet."""
    if run.isalpha():
        return run
    say = w.say
    out: list[str] = []
    for i, c in enumerate(run):
        if c in say.PUNCTUATION and not (
            c in ".," and 0 < i < len(run) - 1 and run[i - 1].isdigit() and run[i + 1].isdigit()
        ):
            out.append(f" {say.PUNCTUATION[c]} ")
        elif c in say.TEXT_CHARACTERS:
            out.append(say.TEXT_CHARACTERS[c])
        elif c.isascii() or c.isalpha() or "\u2010" <= c <= "\u201f":
            out.append(c)
        else:
            out.append(" ")
    return " ".join("".join(out).split())
