"""What is said about the parts of a document, in English."""

from __future__ import annotations

# What a number can be of, by the kinds that references have.
NAMES = {
    "equation": "equation",
    "theorem": "theorem",
    "lemma": "lemma",
    "proposition": "proposition",
    "corollary": "corollary",
    "definition": "definition",
    "remark": "remark",
    "example": "example",
    "exercise": "exercise",
    "proof": "proof",
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "appendix": "appendix",
    "figure": "figure",
    "table": "table",
    "algorithm": "algorithm",
    "listing": "listing",
    "item": "item",
    "footnote": "footnote",
    "page": "page",
}

# Equations, references, citations, footnotes
NUMBERED = "equation {number}"
SEVERAL_NUMBERED = "equations {numbers}"
AND = "and"
TO = "to"
UNKNOWN_REFERENCE = "an unknown reference"
UNKNOWN_NUMBER = "unknown"
CITATION = "reference {number}"
CITATIONS = "references {numbers}"
# In place of one that is left out where the sentence goes on through it.
LITERATURE = "the literature"
FOOTNOTE = "Footnote:"
FOOTNOTE_NUMBERED = "Footnote {number}:"
FOOTNOTES = "Footnotes"

# Formulas
UNREADABLE = "a formula that cannot be read"
LINE = "Line {number}:"

# Headings, statements, lists
SECTIONS = {
    "section": "Section {number}:",
    "chapter": "Chapter {number}:",
    "part": "Part {number}:",
    "appendix": "Appendix {number}:",
}
SECTION_WITHOUT_NUMBER = "Section:"
PROOF = "Proof"
END_OF_PROOF = "End of proof."
ITEM = "Item:"
ITEM_NUMBERED = "Item {number}:"
SUBITEM = "Sub-item:"
# Items with a box to tick
BOXES = {"☐": "To do:", "☑": "Done:", "☒": "Done:"}
SUBITEM_NUMBERED = "Sub-item {number}:"
QUOTE = "Quote:"
END_OF_QUOTE = "End of quote."
OUTPUT = "Output:"
PRINTED = "Printed text, {lines}."

# What is there and is not said
LEFT_OUT = "{what} is left out."
A_PROOF = "A proof"
A_QUOTE = "A quotation"
AN_OUTPUT = "An output"
MARKED = "[left out: {what}]"
NOT_READ = "Not read: {what}."

# At the head of a transcript
HOW_TO_READ = "Under each paragraph that has formulas stand the words that are said."

# On the page to read along
PAGE = {
    "skip": "Skip to the text",
    "player": "Player",
    "sound": "Sound",
    "previous": "Previous sentence",
    "next": "Next sentence",
    "listen": "Listen from here",
    "speed": "Speed",
    "words": "Show the words that are said",
    "follow": "Keep what is said in view",
    "contents": "Contents",
    "left out": "Left out: {what}",
}

# Tables and figures
TABLE = "Table {number}"
TABLE_WITHOUT_NUMBER = "A table"
SIZE = "{columns}, {rows}"
COLUMNS = ("{n} column", "{n} columns")
ROWS = ("{n} row", "{n} rows")
HEADED = "Columns:"
ROW = "Row {number}:"
EMPTY_CELL = "empty"
FIGURE = "Figure {number}"
FIGURE_WITHOUT_NUMBER = "A figure"
PICTURE = "a picture"

# Code
CODE = "A code example, {lines}."
CODE_IN = "A code example in {language}, {lines}."
LINES = ("{n} line", "{n} lines")
END_OF_CODE = "End of code."
LANGUAGES = {
    "bash": "Bash",
    "c": "C",
    "c++": "C plus plus",
    "cpp": "C plus plus",
    "cs": "C sharp",
    "csharp": "C sharp",
    "css": "CSS",
    "go": "Go",
    "haskell": "Haskell",
    "html": "HTML",
    "ipython": "Python",
    "ipython3": "Python",
    "java": "Java",
    "javascript": "JavaScript",
    "js": "JavaScript",
    "json": "JSON",
    "julia": "Julia",
    "latex": "LaTeX",
    "matlab": "Matlab",
    "octave": "Octave",
    "py": "Python",
    "python": "Python",
    "python3": "Python",
    "q#": "Q sharp",
    "qsharp": "Q sharp",
    "r": "R",
    "ruby": "Ruby",
    "rust": "Rust",
    "sage": "Sage",
    "scala": "Scala",
    "sh": "shell",
    "shell": "shell",
    "sql": "SQL",
    "tex": "TeX",
    "ts": "TypeScript",
    "typescript": "TypeScript",
    "xml": "XML",
    "yaml": "YAML",
}
# What the signs of code are called.
CODE_SIGNS = {
    "!": "bang",
    '"': "quote",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "ampersand",
    "'": "quote",
    "(": "open paren",
    ")": "close paren",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less than",
    "=": "equals",
    ">": "greater than",
    "?": "question mark",
    "@": "at",
    "[": "open bracket",
    "\\": "backslash",
    "]": "close bracket",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "open brace",
    "|": "bar",
    "}": "close brace",
    "~": "tilde",
    "→": "arrow",
    "†": "dagger",
    "′": "prime",
    "==": "double equals",
    "!=": "not equal to",
    "<=": "at most",
    ">=": "at least",
    "->": "arrow",
    "=>": "double arrow",
    "**": "double star",
    "//": "double slash",
    "+=": "plus equals",
    "-=": "minus equals",
    "*=": "star equals",
    ":=": "colon equals",
    "&&": "and",
    "||": "or",
    "...": "dot dot dot",
}
