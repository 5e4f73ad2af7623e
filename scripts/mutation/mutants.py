"""All the mutants of some files, each a function with one change, and how one is brought to life."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

from mutation.changes import changes, is_left_alone

SOURCE = Path(__file__).resolve().parents[2] / "src"
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Mutant(NamedTuple):
    """The ``which``-th change to the ``index``-th node of the function at ``path``; ``name`` tells it from others."""

    file: Path
    path: tuple[str, ...]
    index: int
    which: int
    lines: tuple[int, int]
    name: str


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[tuple[tuple[str, ...], Function]]:
    """The functions of a module and the methods of its classes; functions inside functions belong to the outer one."""
    for node in tree.body:
        if isinstance(node, Function):
            yield (node.name,), node
        elif isinstance(node, ast.ClassDef):
            yield from (((node.name, inner.name), inner) for inner in node.body if isinstance(inner, Function))


def nodes_of(function: Function) -> Iterator[tuple[ast.AST, int]]:
    """The nodes of a body that may be changed, always in the same order, each with the line where its statement begins.

    A piece of a statement is not always seen to be reached by itself.
    """
    todo: list[tuple[ast.AST, int]] = [(statement, statement.lineno) for statement in reversed(function.body)]
    while todo:
        node, line = todo.pop()
        if is_left_alone(node):
            continue
        if isinstance(node, ast.stmt):
            line = node.lineno
        yield node, line
        if isinstance(node, ast.JoinedStr):
            # Only what is put in, not the words around it, which have to be in a string of their own.
            inside = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.AnnAssign):
            inside = [node.value] if node.value else []
        else:
            inside = list(ast.iter_child_nodes(node))
        todo += [(part, line) for part in reversed(inside)]


def mutants(files: list[Path]) -> list[Mutant]:
    """Every mutant of some files, in order."""
    found: list[Mutant] = []
    for file in files:
        for path, function in functions(tree_of(file)):
            for index, (node, line) in enumerate(nodes_of(function)):
                for which, changed in enumerate(changes(node)):
                    lines = line, getattr(node, "end_lineno", line)
                    where = f"{file.relative_to(SOURCE)}:{'.'.join(path)}"
                    found.append(Mutant(file, path, index, which, lines, f"{where}: {described(node, changed)}"))
    return found


def described(old: ast.AST, new: ast.AST) -> str:
    if isinstance(old, ast.If | ast.While) and isinstance(new, ast.If | ast.While):
        return f"if {ast.unparse(old.test)} → if {ast.unparse(new.test)}"
    return f"{_on_one_line(old)} → {_on_one_line(new)}"


def _on_one_line(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def code_of(mutant: Mutant) -> CodeType:
    """The code of the function with the change in it."""
    tree = ast.parse(mutant.file.read_text(encoding="utf-8"))
    function = dict(functions(tree))[mutant.path]
    target, _ = list(nodes_of(function))[mutant.index]
    replacement = list(changes(target))[mutant.which]
    ast.copy_location(replacement, target)
    changed = _Replace(target, replacement).visit(tree)
    code = compile(ast.fix_missing_locations(changed), str(mutant.file), "exec")
    for name in mutant.path:
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name)
    return code


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, replacement: ast.AST) -> None:
        self.target = target
        self.replacement = replacement

    def visit(self, node: ast.AST) -> ast.AST:
        return self.replacement if node is self.target else self.generic_visit(node)


def bring_to_life(mutant: Mutant) -> None:
    """Change the function in this process, wherever it has been put by now: its code is exchanged, not the function."""
    module = ".".join(mutant.file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    found: object = importlib.import_module(module)
    for name in mutant.path:
        found = vars(found)[name]
    while not isinstance(found, FunctionType):
        found = getattr(found, "__wrapped__", None) or getattr(found, "fget", None) or found.__func__  # type: ignore[attr-defined]
    found.__code__ = code_of(mutant)
