"""The rule for each kind of block: a function that has a composer say it."""

from __future__ import annotations

from mathspeak.documents.blocks import (
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    Output,
    Paragraph,
    Quote,
    Statement,
    Table,
    Unread,
)
from mathspeak.narration.code import code_block, output
from mathspeak.narration.lists import list_block
from mathspeak.narration.tables import figure, table
from mathspeak.narration.texts import heading, paragraph, quote, statement, unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mathspeak.narration.composer import Composer

RULES: dict[type, Callable[[Composer, Any], None]] = {
    CodeBlock: code_block,
    Figure: figure,
    Heading: heading,
    ListBlock: list_block,
    Output: output,
    Paragraph: paragraph,
    Quote: quote,
    Statement: statement,
    Table: table,
    Unread: unread,
}
