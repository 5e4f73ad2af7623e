"""Several lines: equations under one another, cases, small print on two lines, formulas with a number."""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Row, Table, Tagged, Text
from mathspeak.speech.styles.clearspeak.letters import spoken_text
from mathspeak.speech.styles.clearspeak.voice import Voice, speak
from mathspeak.speech.utterance import LONG, MEDIUM, SHORT

BETWEEN_COLUMNS = {"Auto": MEDIUM, "Long": LONG, "Short": SHORT}


def lines(w: Voice, node: Table) -> None:
    """``3 lines``, then each line by its number, or by the name that a preference gives it."""
    say = w.say
    braced = node.kind == "cases"
    preference = w.prefs["MultiLineLabel"]
    one, several, label = say.LINES["Case" if braced else preference]
    if braced and preference == "None":
        label = ""
    rows = node.rows
    w.breathe()
    if w.prefs["MultiLineOverview"] == "Auto":
        w.emit(f"{len(rows)} {one if len(rows) == 1 else several}")
        w.breathe()
    rules(w, node)
    pause = BETWEEN_COLUMNS[w.prefs["MultiLinePausesBetweenColumns"]]
    for i, (cells, tag) in enumerate(zip(rows, node.tags, strict=True), 1):
        if i > 1:
            w.breathe(LONG)
        if tag is not None and (preference == "Auto" or not label):
            w.emit(say.TAGGED.format(tag_words(w, tag)))
        elif tag is not None:
            w.emit(label.format(i).replace(":", ","))
            w.emit(say.LABELLED.format(tag_words(w, tag)))
        elif label:
            w.emit(label.format(i))
        columns(w, cells, pause)
    w.breathe(LONG)
    if w.ends:
        w.emit(say.END_LINES["cases" if braced else "lines"])


def rules(w: Voice, node: Table) -> None:
    """The lines that are drawn inside a table, where words alone have to tell."""
    if w.ends:
        for words, places in zip((w.say.RULED_COLUMN, w.say.RULED_ROW), node.rules, strict=True):
            for place in places:
                w.emit(words.format(place))


def columns(w: Voice, cells: list[Node], pause: str) -> None:
    """The cells of a line; an empty one is blank."""
    for j, content in enumerate(cells):
        if j:
            w.breathe(pause)
            if w.ends:
                w.emit(w.say.IN_COLUMN.format(j + 1))
                w.breathe()
        if isinstance(content, Row) and not content.items:
            w.emit(w.say.BLANK)
        else:
            speak(w, content)


def tagged(w: Voice, node: Tagged) -> None:
    """Equation 3, then the formula."""
    w.emit(w.say.TAGGED.format(tag_words(w, node.tag)))
    speak(w, node.body)


def tag_words(w: Voice, tag: Node | None) -> str:
    assert isinstance(tag, Text)
    return spoken_text(w, " ".join(run for run in tag.runs if isinstance(run, str)))
