"""MathSpeak: what is printed, in order, bracketed by words of its own. See docs/mathspeak.md."""

from __future__ import annotations

from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.speech.styles import Options, Style
from mathspeak.speech.styles.mathspeak import accents, fences, fractions, letters, others, scripts, tables
from mathspeak.speech.styles.mathspeak.depth import Depths
from mathspeak.speech.styles.mathspeak.rows import line, row
from mathspeak.speech.styles.mathspeak.speaking import RULES
from mathspeak.speech.styles.mathspeak.writer import Writer
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
        nodes.Accent: accents.accent,
        nodes.Stack: accents.stack,
        nodes.Fraction: fractions.fraction,
        nodes.Binomial: fractions.binomial,
        nodes.Root: fractions.root,
        nodes.Script: scripts.script,
        nodes.Fence: fences.fenced,
        nodes.Table: tables.table,
        nodes.Tagged: tables.tagged,
        nodes.Enclosure: others.enclosure,
        nodes.Chemical: others.chemical,
        nodes.Quantity: others.quantity,
        nodes.Spoken: others.spoken,
        nodes.Unknown: others.unknown,
    }
)


def speak(node: Node, words: Words, options: Options) -> Utterance:
    """The utterance of a formula as it was read."""
    writer = Writer(words.say.vocabulary(options.verbosity), node, Depths(), options.max_words)
    line(writer, node.items if isinstance(node, nodes.Row) else [node])
    return writer.utterance()


STYLE = Style("mathspeak", speak, infers=frozenset(), as_printed=True)
