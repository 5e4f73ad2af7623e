"""Every way in passes through the security layer: each is driven for real with a formula that is too deep and a command
that is forbidden, and once more with the layer's own limits set another way."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

import mathspeak
from fuzz.service import Door
from mathspeak import Translator
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.errors import ForbiddenCommand, LimitExceeded, MathspeakError
from mathspeak.mathml.reader import read_mathml
from mathspeak.narration.batch import Making, make
from mathspeak.narration.orders import Order, read_job, read_order
from mathspeak.narration.plan import Job
from mathspeak.speech.lexicon import read_lexicon

TOO_DEEP = "{" * 101 + "x" + "}" * 101
FORBIDDEN = r"x+\input{/etc/passwd}"
ATTACKS = {"limit-exceeded": TOO_DEEP, "forbidden-command": FORBIDDEN}
# What `ms` says of each.
SAID = {"limit-exceeded": "nested more than 100 deep", "forbidden-command": r"\input is not allowed in a formula"}
CODES = pytest.mark.parametrize("code", ATTACKS)


def ms(folder: Path, *arguments: str, stdin: str = "", settings: str = "") -> subprocess.CompletedProcess[str]:
    """A process of its own, away from anybody's settings."""
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    environment |= {
        "PYTHONPATH": str(Path(mathspeak.__file__).parent.parent),
        "HOME": str(folder),
        "MS_CONFIG": str(folder / "config.toml"),
        "MS_CACHE_DIR": str(folder / "cache"),
        "MS_ENGINE": "espeak",
    }
    command = [sys.executable, "-m", "mathspeak", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8"
    )


COMMANDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "the words": lambda formula: ("text", formula),
    "words in a sentence": lambda formula: ("text", f"Let ${formula}$ be."),
    "words with their rules": lambda formula: ("text", "--explain", formula),
    "words as SSML": lambda formula: ("text", "--format", "ssml", formula),
    "speech": lambda formula: ("speak", "--no-play", formula),
    "a formula alone": lambda formula: ("--", formula),
    "a file of audio": lambda formula: ("speak", "-o", "a.wav", formula),
    "macros": lambda formula: ("text", "--macros", rf"\def\a{{{formula}}}", r"\a"),
    "a walk": lambda formula: ("explore", formula),
}


@CODES
@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_line(command: str, code: str, tmp_path: Path) -> None:
    done = ms(tmp_path, *COMMANDS[command](ATTACKS[code]))
    assert done.returncode == ExitCode.REFUSED, done.stderr
    assert SAID[code] in done.stderr
    assert not (tmp_path / "a.wav").exists()


@CODES
@pytest.mark.parametrize("command", [("text", "-"), ("speak", "--no-play", "-")])
def test_standard_input(command: tuple[str, ...], code: str, tmp_path: Path) -> None:
    done = ms(tmp_path, *command, stdin=ATTACKS[code])
    assert done.returncode == ExitCode.REFUSED and SAID[code] in done.stderr


def test_lines_of_json(tmp_path: Path) -> None:
    lines = [{"latex": formula} for formula in ATTACKS.values()]
    lines += [{"latex": r"\a", "macros": rf"\def\a{{{formula}}}"} for formula in ATTACKS.values()]
    # A backslash that is an escape of JSON is a backslash.
    stdin = "\n".join(json.dumps(line).replace("\\\\", "\\u005c") for line in lines)
    done = ms(tmp_path, "text", "--jsonl", stdin=stdin)
    assert [json.loads(line)["error"]["code"] for line in done.stdout.splitlines()] == [*ATTACKS, *ATTACKS]


def test_a_file_to_warm_the_cache_with(tmp_path: Path) -> None:
    (tmp_path / "warm.txt").write_text("\n".join(["x", *ATTACKS.values()]), encoding="utf-8")
    done = ms(tmp_path, "cache", "warm", "warm.txt")
    assert done.returncode == ExitCode.INCOMPLETE
    assert all(said in done.stderr for said in SAID.values())
    assert "1 of 3 expressions are in the cache" in done.stderr


def test_the_macros_of_the_settings(tmp_path: Path) -> None:
    for code, formula in ATTACKS.items():
        done = ms(tmp_path, "text", r"\a", settings=f"[macros]\na = '''{formula}'''\n")
        assert done.returncode == ExitCode.REFUSED and SAID[code] in done.stderr


def test_the_limits_of_the_settings_hold_for_every_command(tmp_path: Path) -> None:
    for arguments in (("text", "{{{x}}}"), ("speak", "--no-play", "{{{x}}}")):
        assert ms(tmp_path, *arguments, settings="[limits]\nmax_depth = 4\n").returncode == ExitCode.OK
        assert ms(tmp_path, *arguments, settings="[limits]\nmax_depth = 3\n").returncode == ExitCode.REFUSED


def notebook(formula: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"Let ${formula}$ be.\n"}]
    result = {"output_type": "display_data", "data": {"text/latex": f"${formula}$"}, "metadata": {}}
    cells.append({"cell_type": "code", "metadata": {}, "source": "1", "execution_count": 1, "outputs": [result]})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


DOCUMENTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "LaTeX": (".tex", lambda formula: rf"\begin{{document}}Let ${formula}$ be.\end{{document}}"),
    "LaTeX in a display": (".tex", lambda formula: rf"Let \begin{{align}} a &= {formula} \end{{align}} be."),
    "LaTeX in a footnote": (".tex", lambda formula: rf"A\footnote{{Let ${formula}$ be.}}"),
    "LaTeX in a table": (".tex", lambda formula: rf"\begin{{tabular}}{{c}} ${formula}$ \end{{tabular}}"),
    "Markdown": (".md", lambda formula: f"Let ${formula}$ be."),
    "Markdown in a display": (".md", lambda formula: f"Let\n\n$$\n{formula}\n$$\n\nbe."),
    "Markdown in a directive": (".md", lambda formula: f"```{{math}}\n{formula}\n```\n"),
    "Markdown in a table": (".md", lambda formula: f"| a |\n|---|\n| ${formula}$ |\n"),
    "a notebook": (".ipynb", notebook),
    "HTML": (".html", lambda formula: f"<p>Let \\({formula}\\) be."),
    "HTML with entities": (
        ".html",
        lambda formula: "<p>Let \\(" + "".join(f"&#{ord(sign)};" for sign in formula) + "\\) be.",
    ),
    "HTML in a script": (".html", lambda formula: f'<p>Let <script type="math/tex">{formula}</script> be.'),
    "HTML in an attribute": (".html", lambda formula: f'<p>Let <math alttext="{html.escape(formula)}"></math> be.'),
    "MathML with its LaTeX": (
        ".html",
        lambda formula: (
            "<p>Let <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>"
            + html.escape(formula)
            + "</annotation></semantics></math> be."
        ),
    ),
    "plain text": (".txt", lambda formula: f"Let ${formula}$ be."),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
@CODES
def test_a_document_of_each_kind(kind: str, code: str, tmp_path: Path) -> None:
    suffix, write = DOCUMENTS[kind]
    path = tmp_path / f"notes{suffix}"
    path.write_text(write(ATTACKS[code]), encoding="utf-8")
    out = tmp_path / "out"
    entry = make(Job(path, "notes", "notes"), Making(out))
    codes = [warning["code"] for warning in entry["warnings"]]
    assert code in codes, (codes, entry)
    said = (out / "notes.txt").read_text(encoding="utf-8")
    assert "passwd" not in said and "\\" not in said


def test_a_batch_reads_documents_by_the_same_door(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"Let ${FORBIDDEN}$ and ${TOO_DEEP}$ be.", encoding="utf-8")
    assert ms(tmp_path, "batch", "notes.md", "-o", "out", "--text-only", "--jobs", "1").returncode == ExitCode.OK
    (document,) = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["documents"]
    assert {warning["code"] for warning in document["warnings"]} == set(ATTACKS)


def test_an_order_from_the_queue(tmp_path: Path) -> None:
    """What a worker makes of an order whose macros are an attack: the order names no limits of its own."""
    reading = {"style": "natural", "verbosity": "verbose", "language": "en", "prefs": {}, "speak": {}}
    (tmp_path / "notes.md").write_text(r"Let $\a$ be.", encoding="utf-8")
    for code, formula in ATTACKS.items():
        given = {**reading, "macros": rf"\def\a{{{formula}}}"}
        order = Order(tmp_path / "out", reading=given, policies={}, language=None, sound=None)
        found = read_order(json.loads(json.dumps(order.as_data())), [tmp_path])
        data = {"source": str(tmp_path / "notes.md"), "name": "notes", "title": "notes", "folder": None}
        making = Making(found.output, options=found.reading)
        entry = make(read_job(data, found, [tmp_path]), making)
        assert code in [warning["code"] for warning in entry["warnings"]]


@CODES
def test_mathml(code: str) -> None:
    """Its text is no LaTeX, so that there is nothing to refuse in it; an annotation is, and is refused as such."""
    escaped = html.escape(ATTACKS[code])
    if code == "forbidden-command":
        printed = read_mathml(f"<math><mtext>{escaped}</mtext></math>")
        assert "backslash input" in Translator().read(printed).text
    annotated = f"<math><mi>x</mi><annotation encoding='application/x-tex'>{escaped}</annotation></math>"
    with pytest.raises((ForbiddenCommand, LimitExceeded)) as caught:
        Translator().read(read_mathml(f"<math><semantics>{annotated[6:-7]}</semantics></math>"))
    assert caught.value.code == code


REQUESTS: dict[str, Callable[[str], tuple[str, object]]] = {
    "words": lambda formula: ("/v1/text", {"latex": formula}),
    "words in a sentence": lambda formula: ("/v1/text", {"latex": f"Let ${formula}$ be."}),
    "macros": lambda formula: ("/v1/text", {"latex": r"\a", "macros": rf"\def\a{{{formula}}}"}),
    "a query": lambda formula: (f"/v1/text?latex={quote(formula)}", None),
    "parts": lambda formula: ("/v1/parts", {"latex": formula}),
    "speech": lambda formula: ("/v1/speak", {"latex": formula}),
    "speech by a query": lambda formula: (f"/v1/speak?latex={quote(formula)}", None),
    "the API of OpenAI": lambda formula: ("/v1/audio/speech", {"input": formula, "model": "natural", "voice": "alloy"}),
}


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    opened = Door()
    yield opened
    opened.close()


@CODES
@pytest.mark.parametrize("request_", REQUESTS)
def test_http(door: Door, request_: str, code: str) -> None:
    path, body = REQUESTS[request_](ATTACKS[code])
    path, _, query = path.partition("?")
    given = b"" if body is None else json.dumps(body).replace("\\\\", "\\u005c").encode()
    headers = [(b"host", b"x"), *([(b"content-type", b"application/json")] if given else [])]
    scope = {"type": "http", "method": "POST" if given else "GET", "path": path, "query_string": query.encode()}
    sent = door.call({**scope, "headers": headers}, [{"type": "http.request", "body": given, "more_body": False}])
    problem = json.loads(b"".join(message.get("body", b"") for message in sent[1:]))
    assert (sent[0]["status"], problem["code"]) == (422, code)


def test_http_in_a_batch(door: Door) -> None:
    body = json.dumps([{"latex": formula} for formula in ATTACKS.values()]).encode()
    headers = [(b"host", b"x"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/v1/text/batch", "query_string": b"", "headers": headers}
    sent = door.call(scope, [{"type": "http.request", "body": body, "more_body": False}])
    answers = json.loads(b"".join(message.get("body", b"") for message in sent[1:]))
    assert [answer["error"]["code"] for answer in answers] == list(ATTACKS)


@pytest.mark.parametrize("more", [{}, {"audio": "wav"}])
@CODES
def test_a_websocket(door: Door, code: str, more: dict[str, str]) -> None:
    message = {"type": "websocket.receive", "text": json.dumps({"id": 1, "latex": ATTACKS[code], **more})}
    scope = {"type": "websocket", "path": "/v1/live", "query_string": b"", "headers": [(b"host", b"x")]}
    sent = door.call({**scope, "subprotocols": []}, [{"type": "websocket.connect"}, message])
    assert json.loads(next(one["text"] for one in sent if "text" in one))["error"]["code"] == code


def test_a_lexicon_is_words_and_never_latex(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(f"Euler = '{FORBIDDEN}'\n", encoding="utf-8")
    # What an entry says goes to a voice as it is: no voice knows commands, and nothing reads it again.
    assert read_lexicon(str(path)).said("by Euler", "espeak", "en") == f"by {FORBIDDEN}"


def test_spoken_templates_are_words_and_never_latex() -> None:
    said = Translator(speak={"edge": r"\input{#1}"}, macros=r"\newcommand{\edge}[1]{x}").read(r"\edge{a}").text
    assert "\\" not in said
    for formula in ATTACKS.values():
        with pytest.raises(MathspeakError):
            Translator(speak={"edge": "edge #1"}).read(rf"\edge{{{formula}}}")


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows that tests may not have")
def test_a_link_in_a_folder_does_not_lead_a_batch_out_of_it(tmp_path: Path) -> None:
    notes, secret = tmp_path / "notes", tmp_path / "secret.md"
    notes.mkdir()
    secret.write_text("A secret.", encoding="utf-8")
    (notes / "link.md").symlink_to(secret)
    (notes / "here.md").write_text("Let $x$ be.", encoding="utf-8")
    done = ms(tmp_path, "batch", "notes", "-o", "out", "--text-only", "--jobs", "1")
    assert "a link that leads out of the folder" in done.stderr
    said = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.txt"))
    assert "secret" not in said and "Let x be" in said
