"""The natural style: what a good lecturer says, in words that tell formulas apart. See docs/natural-style.md."""

from __future__ import annotations

from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node, Row
from mathspeak.meaning import terms
from mathspeak.meaning.shapes import items_of
from mathspeak.speech.styles import Options, Style
from mathspeak.speech.styles.natural import (
    calls,
    chemistry,
    fences,
    fractions,
    letters,
    operators,
    others,
    scripts,
    tables,
)
from mathspeak.speech.styles.natural.rows import line, row
from mathspeak.speech.styles.natural.speaking import RULES
from mathspeak.speech.utterance import Utterance
from mathspeak.speech.words import Words
from mathspeak.speech.writer import Writer


def _row(w: Writer, node: Node) -> None:
    assert isinstance(node, Row)
    row(w, node.items)


RULES.update(
    {
        nodes.Row: _row,
        nodes.Letter: letters.letter,
        nodes.Number: letters.number,
        nodes.Symbol: operators.symbol,
        nodes.Name: letters.name,
        nodes.Text: letters.text,
        nodes.Accent: letters.accent,
        nodes.Fraction: fractions.fraction,
        nodes.Binomial: fractions.binomial,
        nodes.Root: fractions.root,
        nodes.Script: scripts.script,
        nodes.Stack: others.stack,
        nodes.Fence: fences.fence,
        nodes.Table: tables.table,
        nodes.Tagged: tables.tagged,
        nodes.Enclosure: others.enclosure,
        nodes.Quantity: others.quantity,
        nodes.Chemical: chemistry.chemical,
        nodes.Spoken: others.spoken,
        nodes.Unknown: others.unknown,
        terms.Call: calls.call,
        terms.Derivative: fractions.derivative,
        terms.Differential: fractions.differential,
        terms.Sided: operators.sided,
        terms.Magnitude: fences.magnitude,
        terms.Interval: fences.interval,
        terms.SetOf: fences.set_of,
        terms.Sequence: fences.sequence,
        terms.Evaluated: fences.evaluated,
        terms.Braket: fences.braket,
        terms.MixedNumber: fractions.mixed_number,
        terms.Recurring: fractions.recurring,
        terms.Vector: tables.vector,
        terms.Ordinal: scripts.ordinal,
    }
)


def speak(node: Node, words: Words, options: Options) -> Utterance:
    """The utterance of an understood formula."""
    # Which letters and signs have a twin is asked of the whole formula, also where a part of it is spoken.
    writer = Writer(words.say, words.names, options.whole or node, options.max_words)
    writer.node = node
    writer.terse = options.terse
    line(writer, items_of(node))
    words.say.agree(writer.out)
    return writer.utterance()


STYLE = Style("natural", speak)
