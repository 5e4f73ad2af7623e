# ruff: noqa: E501
"""``ms batch`` on documents that do harm: each is made or refused with a reason, in bounded time and memory, and nothing
outside its folder is read, written or run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from mathspeak.cli.exit_codes import ExitCode
from narration.hostile import BYTES, SIZE, Outcome, batch, texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits, links and pipes are POSIX here")

SECRET = "vermilion"
SECONDS = 60 + SIZE // 1_000
MEGABYTES = 1_000
TEXTS = texts()
# What reading opens: recorded by the process itself.
RECORD = """
import sys
opened = open({path!r}, "w")
def record(event, arguments):
    if event == "open":
        print(*map(repr, arguments[:2]), sep="\\t", file=opened, flush=True)
    elif event in ("os.system", "subprocess.Popen", "socket.connect", "os.exec", "os.posix_spawn"):
        print("ran", repr(event), sep="\\t", file=opened, flush=True)
sys.addaudithook(record)
"""


def told(outcome: Outcome, count: int) -> None:
    """Each document is made, or refused with a message that a person can act on; nothing is a fault of ours."""
    assert "Traceback" not in outcome.said
    assert len(outcome.manifest) == count, outcome.said
    failed = [entry for entry in outcome.manifest if entry["state"] == "failed"]
    assert {entry["state"] for entry in outcome.manifest} <= {"done", "failed"}
    for entry in failed:
        assert entry["error"]["code"] != "internal", entry
        assert entry["error"]["message"] and entry["error"]["hint"], entry
        assert entry["error"]["message"] in outcome.said
    assert outcome.code == (ExitCode.INPUT if failed else ExitCode.OK), outcome.said


@pytest.mark.parametrize("suffix", ["md", "tex", "html", "ipynb", "txt"])
def test_texts_of_any_kind_are_read_in_bounds(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "in"
    source.mkdir()
    files = [file for file in TEXTS if file.endswith(f".{suffix}")]
    for file in files:
        (source / file).write_text(TEXTS[file](SIZE), encoding="utf-8", newline="")
    outcome = batch(source, tmp_path / "out", "--text-only", "--jobs", "1", seconds=SECONDS, megabytes=MEGABYTES)
    told(outcome, len(files))
    for made in (tmp_path / "out").glob("*.txt"):
        text = made.read_text(encoding="utf-8")
        assert not set(text) & set("\\${}^_`|<>~"), made
        assert all(letter.isprintable() or letter == "\n" for letter in text), made
    assert not list(tmp_path.rglob("harm"))


def test_bytes_that_are_no_text_are_told_or_mended(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for file, data in BYTES.items():
        (source / file).write_bytes(data)
    outcome = batch(source, tmp_path / "out", "--text-only", "--jobs", "1", seconds=30, megabytes=MEGABYTES)
    told(outcome, len(BYTES))
    states = {entry["source"].rpartition("/")[2]: entry["state"] for entry in outcome.manifest}
    assert {file for file, state in states.items() if state == "failed"} == {"nothing.md", "program.tex"}
    assert "\x1b" not in outcome.said
    for made in (tmp_path / "out").glob("*.*"):
        assert not set(made.read_text(encoding="utf-8")) & set("\x00\x1b\x07\x9b"), made


@pytest.mark.parametrize("suffix", [".tex", ".md", ".html", ".txt", ".ipynb"])
def test_fifty_megabytes_in_a_line_are_refused_at_once(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "in").mkdir()
    with open(tmp_path / "in" / f"notes{suffix}", "wb") as file:
        file.truncate(250_000_000 if suffix == ".ipynb" else 50_000_000)
    outcome = batch(tmp_path / "in", tmp_path / "out", "--text-only", seconds=5, megabytes=400)
    told(outcome, 1)
    assert "bytes, and at most" in outcome.said
    assert "split it into several documents" in outcome.said


OUTSIDE = {
    "a.tex": "\\documentclass{article}\\newcommand{\\x}{../secret}\\begin{document}One. \\input{../secret}\\input{\\x}"
    "\\include{../../secret}\\subfile{../secret}\\import{../}{secret}\\input{link}\\input{folder/secret}"
    "\\verbatiminput{../secret.tex}\\lstinputlisting{../secret.py}\\includegraphics{../secret}\\bibliography{../secret}"
    "\\usepackage{../secret}\\input{|cat ../secret.tex}\\input{~/secret}\\csvreader{../secret.csv}{}{} Two.\\end{document}",
    "b.tex": "\\documentclass{article}\\begin{document}One. \\input{/etc/passwd}\\input{SECRET} Two.\\end{document}",
    "around.tex": "\\documentclass{article}\\begin{document}Here. \\input{round1}\\end{document}",
    "round1.tex": "One. \\input{round2}",
    "round2.tex": "Two. \\input{round1}\\input{around}",
    "c.md": "One.\n\n```{include} ../secret.md\n```\n\n```{literalinclude} ../secret.md\n```\n\n{{< include ../secret.md >}}\n\n"
    "!include ../secret.md\n\n```{r, child='../secret.md'}\n```\n\n![a](../secret.png)\n\n![[secret]]\n\n"
    "```{figure} ../secret.png\n```\n\n```{csv-table}\n:file: ../secret.csv\n```\n\nTwo.",
    "d.Rmd": "One.\n\n```{r child = '../secret.md'}\n```\n\n`r readLines('../secret.md')`\n\nTwo.",
    "e.html": "<p>One.<iframe src=../secret.html></iframe><object data=../secret.html></object><embed src=../secret.html>"
    "<link rel=import href=../secret.html><script src=../secret.js></script><img src=file:SECRET><p>Two.",
    "f.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "markdown",
                    "metadata": {},
                    "source": "One. ![a](../secret.png)\n\n%run ../secret.py\n\nTwo.",
                }
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    ),
}


def test_nothing_outside_the_folder_is_read_and_nothing_is_run(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    (source / "folder").mkdir(parents=True)
    for suffix in ("tex", "md", "html", "txt", "py", "csv", "bbl", "sty", "js", "ipynb", "png"):
        (tmp_path / f"secret.{suffix}").write_text(f"The word is {SECRET}.", encoding="utf-8")
    for file, text in OUTSIDE.items():
        (source / file).write_text(text.replace("SECRET", str(tmp_path / "secret")), encoding="utf-8")
    for suffix in ("tex", "md", "html", "ipynb"):
        (source / f"link.{suffix}").symlink_to(tmp_path / f"secret.{suffix}")
    (source / "folder" / "out.md").symlink_to("/etc/passwd")
    (source / "folder" / "up").symlink_to(tmp_path)
    (source / "folder" / "secret.tex").symlink_to("../../secret.tex")
    (source / "round.md").symlink_to("round.md")
    (source / "zero.md").symlink_to("/dev/zero")
    (source / "input.tex").symlink_to("/dev/stdin")
    os.mkfifo(source / "pipe.md")
    os.mkfifo(source / "pipe.tex")
    log = tmp_path / "opened"
    outcome = batch(
        source, out, "--text-only", "--jobs", "1", seconds=30, megabytes=MEGABYTES, code=RECORD.format(path=str(log))
    )
    assert "Traceback" not in outcome.said and outcome.manifest, outcome.said
    states = {entry["source"].rpartition("in/")[2]: entry["state"] for entry in outcome.manifest}
    assert {file for file, state in states.items() if state == "done"} == set(OUTSIDE) - {"round1.tex", "round2.tex"}
    assert {file for file, state in states.items() if state == "failed"} >= {"link.md", "link.html", "folder/out.md"}
    for made in [*out.rglob("*.*")]:
        assert SECRET not in made.read_text(encoding="utf-8"), made
    transcripts = [(out / f"{Path(file).stem}.txt").read_text(encoding="utf-8") for file in "abcdef"]
    assert all("One." in text and "Two." in text for text in transcripts), transcripts
    assert (out / "around.txt").read_text(encoding="utf-8").split() == ["Here.", "One.", "Two."]
    opened = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in opened if line[0] == "ran"]
    paths = {os.path.realpath(path.strip("'")) for path, _ in opened if path.startswith("'")}
    assert not [path for path in paths if path.startswith(f"{tmp_path}/secret") or path == "/etc/passwd"]
    written = {path.strip("'") for path, mode in opened if set(mode) & set("wax+")}
    assert not [path for path in written if not path.startswith(f"{out}/")], written


NAMES = [
    "<img src=x onerror=alert(1)>.md",
    "$(touch harm);`touch harm`.md",
    "'; touch harm #.md",
    "\x1b]0;harm\x07\x1b[31m.md",
    "two\nlines [9 of 9] all is well.md",
    "--help.md",
    " .md",
    "\u202edm.exe.md",
    "é" * 100 + ".md",
    "#EXTINF &amp; %2e%2e.md",
    "CON.md",
    "..md",
]


def test_names_that_mean_something_elsewhere_are_only_names(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for file in NAMES:
        (source / file).write_text("One $x$.", encoding="utf-8")
    (source / os.fsdecode(b"not-\xff-text.md")).write_text("One.", encoding="utf-8")
    outcome = batch(source, out, "--engine", "espeak", seconds=120, megabytes=4_000)
    assert "Traceback" not in outcome.said
    assert set(outcome.said) & set("\x1b\x07\x9b\u202e") == set()
    assert not [line for line in outcome.said.splitlines() if line.startswith("lines")]
    told(outcome, len(outcome.manifest))
    names = {entry["source"].rpartition("in/")[2] for entry in outcome.manifest if entry["state"] == "done"}
    assert names >= {file for file in NAMES if not file.startswith(".")}
    assert not list(tmp_path.rglob("harm"))
    playlist = (out / "playlist.m3u8").read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert [line for line in playlist if not line.startswith("#")] == playlist[2::2]
    assert len(playlist) == 1 + 2 * len(outcome.manifest)
    for page in out.glob("*.html"):
        harmless(page)


PAGE = """<!DOCTYPE html><title></title><script>alert("harm1")</script></title>
<body onload=alert(2)><h1 onclick="alert(3)">A <img src=x onerror=alert(4)> title &lt;script&gt;alert(5)&lt;/script&gt;</h1>
<p style="background:url(javascript:alert(6))">See <a href="javascript:alert(7)">this</a> &lt;img src=x onerror=alert(8)&gt;
<svg onload=alert(9)><script>alert(10)</script></svg><math href="javascript:alert(11)"><mi xlink:href="javascript:alert(12)"
 onclick="alert(13)">x</mi><mtext><script>alert(14)</script>&lt;/script&gt;</mtext></math>
<pre><code class='language-"&gt;&lt;script&gt;alert(15)&lt;/script&gt;'>&lt;/script&gt;&lt;script&gt;alert(16)</code></pre>
<figure><img src="javascript:alert(17)" alt="&quot;&gt;&lt;script&gt;alert(18)&lt;/script&gt;"><figcaption>\\(\\href{javascript:alert(19)}{y}\\)
</figcaption></figure>\\[\\text{</script><script>alert(20)</script>} \\class{"onclick=alert(21)}{z} \\unicode{60}\\]
<table onclick=alert(22)><caption>&lt;b onclick=alert(23)&gt;</caption><tr><td>&lt;script&gt;alert(24)&lt;/script&gt;</table>
<form action="javascript:alert(25)"><input autofocus onfocus=alert(26)></form><iframe srcdoc="<script>alert(27)</script>"></iframe>
<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/"><style>@import url(//evil.example)</style>
"""
MACROS = "---\ntitle: '</script><script>alert(1)</script>'\n---\n$$\\newcommand{\\a}{</script><script>alert(2)</script>}$$\n\n"
MACROS += "$\\a$ $\\htmlClass{x}{y}$ $</script>$ `</script><script>alert(3)</script>` <svg/onload=alert(4)> [a](javascript:alert(5))\n"


@pytest.mark.parametrize("embed", [False, True])
def test_a_page_holds_no_script_and_no_handler_of_its_document(tmp_path: Path, embed: bool) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "page.html").write_text(PAGE, encoding="utf-8")
    (source / "macros.md").write_text(MACROS, encoding="utf-8")
    (source / "plain.txt").write_text("One $x$.", encoding="utf-8")
    more = ["--embed"] if embed else []
    outcome = batch(source, tmp_path / "out", "--engine", "espeak", *more, seconds=120, megabytes=4_000)
    told(outcome, 3)
    for file in ("page", "macros", "plain"):
        harmless(tmp_path / "out" / f"{file}.html")


def harmless(page: Path) -> None:
    """A page has one script, which is ours, nothing that handles an event, and fetches nothing from elsewhere."""
    text = page.read_text(encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser")
    scripts = soup.find_all("script")
    ours = (Path(sys.modules["mathspeak"].__file__ or "").parent / "narration" / "page" / "page.js").read_text("utf-8")
    assert [script.string.strip() for script in scripts if script.get("type") != "application/json"] == [ours.strip()]
    assert not soup.find_all(["iframe", "object", "embed", "base", "form", "link", "img", "svg", "foreignobject"])
    assert len(soup.find_all("style")) == 1
    for element in soup.find_all(True):
        for attribute, value in element.attrs.items():
            assert not attribute.lower().startswith("on"), element
            if attribute in ("href", "src", "xlink:href", "action", "data"):
                assert str(value).startswith(("#", "data:audio/")) or ":" not in str(value), element
            assert attribute != "style" or "url" not in str(value), element
    assert "evil.example" not in "".join(str(element.attrs) for element in soup.find_all(True))
