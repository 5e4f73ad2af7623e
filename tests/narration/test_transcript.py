"""The page of Markdown: what was written, the words beside it, and marks for what is left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mathspeak.documents.blocks import Formula, Paragraph, Run, Table, Words
from mathspeak.documents.policy import Policy
from mathspeak.narration import transcript
from mathspeak.narration.composer import compose
from mathspeak.narration.script import Script
from mathspeak.translator import Translator
from narration.building import document

TRANSLATOR = Translator()


def markdown(text: str, **policies: str) -> str:
    return transcript.markdown(script(text, **policies))


def script(text: str, **policies: str) -> Script:
    return compose(document(text), TRANSLATOR, Policy(".md", policies))


def test_a_paragraph_with_formulas_is_followed_by_its_words() -> None:
    text = "# Title\n\nSo $x^2$ is, and $$[3] y = 1.$$ Then.\n\nNo formula."
    assert markdown(text).split("\n\n") == [
        "*Under each paragraph that has formulas stand the words that are said.*",
        "# Title",
        "So $x^2$ is, and\n$$y = 1.\\tag{3}$$\nThen.",
        "> So x squared is, and equation 3: y equals 1. Then.",
        "No formula.\n",
    ]


def test_words_of_ours_stand_out_and_code_is_shown_unless_it_is_left_out() -> None:
    text = "```python\nx = `1`\n```"
    assert markdown(text) == "*A code example in Python, 1 line.*\n\n```\nx = `1`\n```\n"
    assert markdown("```\na\n```", code="skip") == "*\\[left out: A code example, 1 line.\\]*\n"


def test_what_is_left_out_is_marked_where_it_stands() -> None:
    text = "One.\n\nbegin proof\nLong $x$.\nend\n\nTwo `y` three.\n\nFour."
    assert markdown(text, proof="skip", inline="skip").split("\n\n") == [
        "One.",
        "*\\[left out: Proof. Long \\$x\\$.\\]*",
        "Two `y` three.",
        "*\\[left out: y\\]*",
        "Four.\n",
    ]


def test_tables_statements_and_the_macros_of_the_document() -> None:
    found = document("begin theorem Theorem 2\nSo $\\R$.\nend\n\n| a | b |\n|---|---|\n| 1 | 2 |", macros=r"\def\R{R}")
    assert isinstance(found.blocks[1], Table)
    found.blocks[1].rows[0][1] = [Formula("|x|", False, 0, 1)]
    parts = transcript.markdown(compose(found, TRANSLATOR)).split("\n\n")
    assert parts[1:3] == ["$$\n\\def\\R{R}\n$$", "**Theorem 2.**"]
    assert parts[-1] == "| a | $\\|x\\|$ |\n| --- | --- |\n| 1 | 2 |\n"


def test_prose_means_nothing_to_markdown() -> None:
    text = "# is no heading: a_b_c *d* [e](f) <g> `h` & 1 | 2 > 3 \\ 4 $ 5"
    found = document("")
    found.blocks = [Paragraph([Words(text, 0, len(text))], 0, len(text))]
    page = transcript.markdown(compose(found, TRANSLATOR))
    (paragraph,) = (token for token in MarkdownIt().parse(page) if token.type == "inline")
    assert "".join(child.content for child in paragraph.children or []) == text


def test_a_transcript_does_not_change_from_run_to_run() -> None:
    text = "Let $x$ be, e.g. `y`.\n\n- one\n- two"
    assert (markdown(text), transcript.words(script(text))) == (markdown(text), transcript.words(script(text)))


runs = st.lists(
    st.one_of(
        st.text(max_size=30).map(lambda text: Words(text, 0, len(text))),
        st.text(alphabet="xy12+=^_{}\\frac.,;()$ ", max_size=12).map(lambda latex: Formula(latex, False, 0, 1)),
        st.text(alphabet="xy12+=&\\ .,", max_size=12).map(lambda latex: Formula(latex, True, 0, 1)),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(runs)
def test_whatever_a_document_holds_only_words_are_said(found: list[Run]) -> None:
    whole = document("")
    whole.blocks = [Paragraph(found, 0, 9)]
    made = compose(whole, TRANSLATOR)
    words = transcript.words(made)
    assert not set(words) & set("\\${}^_`|<>~*#")
    assert not any("\ue000" <= character <= "\uf8ff" for character in words + transcript.markdown(made))
    assert all(sentence.speakable() for sentence in made.sentences)


def test_rows_are_shown_as_they_were_written_whatever_macros_they_use() -> None:
    text = r"$$\begin{align*} \abs{a-b} &\le \abs{c}, \\ &= \begin{pmatrix} 1 & 2 \end{pmatrix}. \end{align*}$$"
    made = document(text)
    made.macros = r"\newcommand{\abs}[1]{\lvert #1 \rvert}"
    script = compose(made, Translator())
    shown = [piece.written for sentence in script.sentences for piece in sentence.pieces if piece.kind == "formula"]
    assert shown == [r"\abs{a-b} \le \abs{c},", r"= \begin{pmatrix} 1 & 2 \end{pmatrix}."]
