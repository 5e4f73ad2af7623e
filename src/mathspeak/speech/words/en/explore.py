"""The words that `ms explore` and other walks through a formula say about its parts, in English."""

from __future__ import annotations

# Marks over and under letters.
NAMES = {
    "hat": "hat",
    "bar": "bar",
    "tilde": "tilde",
    "vec": "arrow",
    "dot": "dot",
    "ddot": "double dot",
    "dddot": "triple dot",
    "ddddot": "quadruple dot",
    "acute": "acute",
    "grave": "grave",
    "breve": "breve",
    "check": "check",
    "ring": "ring",
    "underline": "underline",
    "undertilde": "tilde below",
    "overrightarrow": "right arrow",
    "overleftarrow": "left arrow",
    "overleftrightarrow": "double arrow",
    "underrightarrow": "right arrow below",
    "underleftarrow": "left arrow below",
    "underleftrightarrow": "double arrow below",
    "overdoublearrow": "thick arrow",
    "overrightharpoon": "right harpoon",
    "overleftharpoon": "left harpoon",
    "overbrace": "brace",
    "underbrace": "brace below",
    "overbracket": "bracket",
    "underbracket": "bracket below",
    "overparen": "arc",
    "underparen": "arc below",
    "overgroup": "group",
    "undergroup": "group below",
}

# What a part is of the thing around it; {n} is its place among the parts of its sort.
ROLES = {
    "whole": "the whole formula",
    "numerator": "numerator",
    "denominator": "denominator",
    "top": "upper part",
    "bottom": "lower part",
    "index": "index",
    "inside": "inside",
    "base": "base",
    "exponent": "exponent",
    "superscript": "superscript",
    "subscript": "subscript",
    "pre superscript": "superscript in front",
    "pre subscript": "subscript in front",
    "lower limit": "lower limit",
    "upper limit": "upper limit",
    "range": "range",
    "over": "above",
    "under": "below",
    "left side": "left side",
    "right side": "right side",
    "side": "side {n}",
    "term": "term {n}",
    "factor": "factor {n}",
    "element": "element {n}",
    "operand": "operand {n}",
    "part": "part {n}",
    "sign": "sign",
    "operator": "operator",
    "operated": "body",
    "row": "row {n}",
    "line": "line {n}",
    "case": "case {n}",
    "cell": "row {row} column {column} of {rows} by {columns}",
    "column": "column {n}",
    "entry": "entry {n}",
    "value": "value",
    "condition": "condition",
    "number tag": "equation number",
    "formula": "formula",
    "struck for": "new value",
    "number": "number",
    "unit": "unit",
    "argument": "argument",
    "function": "function",
    "order": "order",
    "variable": "variable {n}",
    "order of variable": "order of variable {n}",
    "lower end": "lower end",
    "upper end": "upper end",
    "elements": "elements",
    "from": "from",
    "to": "to",
    "at": "at",
    "state": "state {n}",
    "whole part": "whole part",
    "fraction part": "fraction part",
}

# What a part is: alone, with an article, and as what something belongs to; {n} is how many parts it has.
KINDS = {
    "letter": ("letter", "a letter", "of the letter"),
    "digits": ("number", "a number", "of the number"),
    "symbol": ("sign", "a sign", "of the sign"),
    "name": ("name", "a name", "of the name"),
    "text": ("text", "a text", "of the text"),
    "empty": ("nothing", "nothing", "of nothing"),
    "list": ("list of {n} elements", "a list of {n} elements", "of the list of {n} elements"),
    "equation": ("equation", "an equation", "of the equation"),
    "relation": ("relation", "a relation", "of the relation"),
    "chain": ("chain of {n} sides", "a chain of {n} sides", "of the chain of {n} sides"),
    "arrow": ("arrow", "an arrow", "of the arrow"),
    "sum": ("sum of {n} terms", "a sum of {n} terms", "of the sum of {n} terms"),
    "operation": ("operation on {n} operands", "an operation on {n} operands", "of the operation on {n} operands"),
    "product": ("product of {n} factors", "a product of {n} factors", "of the product of {n} factors"),
    "signed": ("expression with a sign", "an expression with a sign", "of the expression with a sign"),
    "large operator": ("large operator", "a large operator", "of the large operator"),
    "row": ("expression of {n} parts", "an expression of {n} parts", "of the expression of {n} parts"),
    "fraction": ("fraction", "a fraction", "of the fraction"),
    "stacked": ("stack", "a stack", "of the stack"),
    "binomial": ("binomial", "a binomial", "of the binomial"),
    "square root": ("square root", "a square root", "of the square root"),
    "root": ("root", "a root", "of the root"),
    "power": ("power", "a power", "of the power"),
    "indexed": ("expression with a subscript", "an expression with a subscript", "of the expression with a subscript"),
    "limits": ("operator with limits", "an operator with limits", "of the operator with limits"),
    "primed": ("expression with a prime", "an expression with a prime", "of the expression with a prime"),
    "scripts": ("expression with scripts", "an expression with scripts", "of the expression with scripts"),
    "over and under": ("expression with a note", "an expression with a note", "of the expression with a note"),
    "accent": ("expression with a mark", "an expression with a mark", "of the expression with a mark"),
    "matrix": ("{rows} by {columns} matrix", "a {rows} by {columns} matrix", "of the {rows} by {columns} matrix"),
    "array": ("{rows} by {columns} array", "a {rows} by {columns} array", "of the {rows} by {columns} array"),
    "cases": ("{n} cases", "{n} cases", "of {n} cases"),
    "lines": ("{n} lines", "{n} lines", "of {n} lines"),
    "table row": ("row of {n} cells", "a row of {n} cells", "of the row of {n} cells"),
    "case": ("case", "a case", "of the case"),
    "vector": ("vector of {n} entries", "a vector of {n} entries", "of the vector of {n} entries"),
    "enclosure": ("marked expression", "a marked expression", "of the marked expression"),
    "numbered": ("numbered formula", "a numbered formula", "of the numbered formula"),
    "quantity": ("quantity", "a quantity", "of the quantity"),
    "chemical": ("chemical formula", "a chemical formula", "of the chemical formula"),
    "command": ("command", "a command", "of the command"),
    "call": ("function value", "a function value", "of the function value"),
    "derivative": ("derivative", "a derivative", "of the derivative"),
    "differential": ("differential", "a differential", "of the differential"),
    "sided": ("one-sided limit", "a one-sided limit", "of the one-sided limit"),
    "absolute": ("absolute value", "an absolute value", "of the absolute value"),
    "norm": ("norm", "a norm", "of the norm"),
    "determinant": ("determinant", "a determinant", "of the determinant"),
    "size": ("size", "a size", "of the size"),
    "floor": ("floor", "a floor", "of the floor"),
    "ceiling": ("ceiling", "a ceiling", "of the ceiling"),
    "interval": ("interval", "an interval", "of the interval"),
    "set": ("set", "a set", "of the set"),
    "sequence": ("sequence", "a sequence", "of the sequence"),
    "evaluation": ("evaluation", "an evaluation", "of the evaluation"),
    "braket": ("bracket of states", "a bracket of states", "of the bracket of states"),
    "mixed number": ("mixed number", "a mixed number", "of the mixed number"),
    "ordinal": ("ordinal", "an ordinal", "of the ordinal"),
    "other": ("expression", "an expression", "of the expression"),
}

# What stands between delimiters, by the opening one.
IN_DELIMITERS = {
    "lparen": "{} in parentheses",
    "lbrack": "{} in brackets",
    "lbrace": "{} in braces",
    "langle": "{} in angle brackets",
    "vert": "{} between bars",
    "lvert": "{} between bars",
    "": "{}",
}
IN_OTHER_DELIMITERS = "{} in delimiters"

# How big a part is, by its kind: the names in braces are roles.
SUMMARIES = {
    "fraction": "fraction with {numerator} over {denominator}",
    "stacked": "stack with {top} over {bottom}",
    "binomial": "binomial with {top} over {bottom}",
    "square root": "square root of {inside}",
    "root": "root of {inside} with index {index}",
    "power": "power with base {base} and exponent {exponent}",
    "indexed": "{base} with subscript {subscript}",
    "equation": "equation with {left side} on the left and {right side} on the right",
    "relation": "relation with {left side} on the left and {right side} on the right",
    "arrow": "arrow from {left side} to {right side}",
    "large operator": "{operator} applied to {operated}",
}
SUMMARY = "{kind}: {parts}"
# One sign, and several; one level, and several.
SIGNS = ("{n} sign", "{n} signs")
LEVELS = ("{n} level", "{n} levels")
AND_MORE = "{n} more"

# Between a part's role and its words, between members of a list, and between two places of a path.
LABELLED = "{role}: {words}"
LIST = ", "
PATH = ", "

# Spelling
CAPITAL = "cap"
SPACE = "space"
PRIME = "prime"
EMPTY = "empty"
CHARACTERS = {" ": "space", ".": "point", ",": "comma", "-": "hyphen"}

# What is said when a key leads nowhere, and when something is set.
NO_PARTS = "no parts inside"
AT_THE_WHOLE = "this is the whole formula"
AT_THE_FIRST = "this is the first part"
AT_THE_LAST = "this is the last part"
NO_TABLE = "this is not in a table"
FIRST_ROW = "this is the first row"
LAST_ROW = "this is the last row"
FIRST_COLUMN = "this is the first column"
LAST_COLUMN = "this is the last column"
MARKED = "marker {n} is here"
NO_MARKER = "there is no marker {n}"
STYLE = "style {name}"
VERBOSITY = "verbosity {name}"
ONLY_STYLE = "there is no other style"
