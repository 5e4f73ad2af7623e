"""ClearSpeak: the standard of schools and exam boards, with all of its preferences. See docs/clearspeak.md."""

from __future__ import annotations

from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.meaning import terms
from mathspeak.meaning.shapes import items_of
from mathspeak.speech.preferences import resolve
from mathspeak.speech.styles import Options, Style
from mathspeak.speech.styles.clearspeak import (
    bars,
    chemistry,
    fences,
    fractions,
    functions,
    letters,
    lines,
    operators,
    others,
    scripts,
    tables,
)
from mathspeak.speech.styles.clearspeak.joined import Applied, Combination, Money
from mathspeak.speech.styles.clearspeak.rows import line, row
from mathspeak.speech.styles.clearspeak.voice import RULES, Voice
from mathspeak.speech.utterance import Utterance
from mathspeak.speech.words import Words

RULES.update(
    {
        nodes.Row: row,
        nodes.Letter: letters.letter,
        nodes.Number: letters.number,
        nodes.Symbol: letters.symbol,
        nodes.Name: letters.name,
        nodes.Text: letters.text,
        nodes.Accent: others.accent,
        nodes.Fraction: fractions.fraction,
        nodes.Binomial: fractions.binomial,
        nodes.Root: fractions.root,
        nodes.Script: scripts.script,
        nodes.Stack: others.stack,
        nodes.Fence: fences.braces_or_parens,
        nodes.Table: tables.table,
        nodes.Tagged: lines.tagged,
        nodes.Enclosure: others.enclosure,
        nodes.Quantity: others.quantity,
        nodes.Chemical: chemistry.chemical,
        nodes.Spoken: others.spoken,
        nodes.Unknown: others.unknown,
        terms.Derivative: fractions.derivative,
        terms.Sided: operators.sided,
        terms.Magnitude: bars.magnitude,
        terms.SetOf: bars.set_of,
        terms.Evaluated: bars.evaluated,
        terms.Braket: bars.braket,
        terms.MixedNumber: fractions.mixed_number,
        terms.Vector: tables.vector,
        terms.Recurring: others.recurring,
        terms.Ordinal: scripts.ordinal_node,
        Applied: functions.apply,
        Combination: fractions.combination,
        Money: others.money,
    }
)
# What is printed is what is read; only what the standard itself takes for certain is inferred.
INFERS = frozenset(
    [
        "ellipses",
        "separators in numbers",
        "recurring decimals",
        "bras and kets",
        "vectors",
        "magnitudes",
        "sides of limits",
        "marks",
        "units",
        "mixed numbers",
        "evaluation bars",
        "derivatives",
        "sets",
        "congruences",
        "unique existence",
    ]
)


def speak(node: Node, words: Words, options: Options) -> Utterance:
    """The utterance of an understood formula."""
    voice = Voice(words.say, words.names, node, options)
    items = items_of(node)
    if words.say.DECIMAL_COMMA:
        from mathspeak.speech.styles.natural.decimals import with_decimal_commas

        items = with_decimal_commas(items, words.names["comma"])
    line(voice, items)
    # A pause at the end parts nothing.
    voice.pause = ""
    words.say.agree(voice.out)
    return voice.utterance()


STYLE = Style("clearspeak", speak, infers=INFERS, preferences=resolve)
