"""The page to read along in a real browser: it sounds, follows, loads nothing else, and can be used by everybody."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mathspeak.narration.composer import compose
from mathspeak.narration.narrate import Narration, narrate
from mathspeak.narration.subtitles import webvtt
from mathspeak.speaker import Speaker
from mathspeak.translator import Translator
from narration.building import document

TEXT = r"""# Limits

We have $\frac{a+b}{c}$, and $$[3] \sum_{i=1}^n \begin{pmatrix} a & b \\ c & d \end{pmatrix}^i = x_1 + x_2 + x_3 + x_4 +
x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11} + x_{12} + x_{13} + x_{14}.$$ Then it is so. And so on.

## 1 :: Parts of $x$

- one `a < b` & more
- two

| $n$ | b |
|---|---|
| 1 | 2 |

```python
print("a long line of code that does not fit on a narrow screen at all, whatever one does about it")
```

begin theorem Theorem 2 (Tables)
Let $$\begin{align} a &= b \\ &= c. \end{align}$$
end

## 2 :: The end

Done.
"""


@pytest.fixture(scope="module")
def narration(tmp_path_factory: pytest.TempPathFactory) -> Narration:
    folder = tmp_path_factory.mktemp("page")
    made = narrate(compose(document(TEXT), Translator()), Speaker("espeak"), folder / "notes.wav")
    (folder / "notes.html").write_text(made.page(), encoding="utf-8")
    (folder / "whole.html").write_text(made.page(embed=True), encoding="utf-8")
    (folder / "notes.vtt").write_text(webvtt(made.subtitles(written=True)), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(narration: Narration) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        """Serves parts of files, without which no browser can go to a place in a recording."""

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
            if asked is None:
                return super().do_GET()
            data = Path(self.translate_path(self.path)).read_bytes()
            part = data[int(asked[1]) : int(asked[2]) + 1 if asked[2] else None]
            self.send_response(206)
            self.send_header("Content-Type", "audio/wav")
            self.send_header("Content-Length", str(len(part)))
            self.send_header("Content-Range", f"bytes {asked[1]}-{int(asked[1]) + len(part) - 1}/{len(data)}")
            self.end_headers()
            self.wfile.write(part)

    handler = functools.partial(Quiet, directory=str(narration.sound.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Seen:
    """A page with what went wrong on it and what it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Seen]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    seen = Seen(context.new_page())
    seen.page.goto(f"{address}/notes.html")
    until(seen.page, "document.getElementById('sound').readyState > 0")
    yield seen
    assert seen.faults == []
    context.close()


def until(page: Page, expression: str) -> None:
    """Wait for an expression to be true; what the page itself may not evaluate, the debugger may."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def current(page: Page) -> int:
    """The number of the sentence that is marked."""
    return int(page.eval_on_selector(".sentence[aria-current]", "element => element.id.slice(1)"))


def violations(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [(broken["id"], [node["html"] for node in broken["nodes"]]) for broken in found]


def test_only_the_page_and_its_sound_are_asked_for(opened: Seen, address: str) -> None:
    assert {url.removeprefix(address) for url in opened.requests} <= {"/notes.html", "/notes.wav", "/favicon.ico"}


def test_the_sentence_that_sounds_is_marked(opened: Seen, narration: Narration) -> None:
    page = opened.page
    for number in (0, 2, len(narration.spans) - 1):
        middle = (narration.spans[number].start + narration.spans[number].end) / 2
        page.evaluate(f"document.getElementById('sound').currentTime = {middle}")
        page.wait_for_selector(f"#s{number}[aria-current=true]")
        assert page.locator("[aria-current]").count() == 1


def test_a_click_on_a_sentence_plays_from_there_and_goes_on(opened: Seen, narration: Narration) -> None:
    page = opened.page
    page.click("#s2")
    until(page, f"document.getElementById('sound').currentTime > {narration.spans[2].start}")
    assert not page.evaluate("document.getElementById('sound').paused")
    page.wait_for_selector("#s3[aria-current=true]")


def test_the_keyboard_is_enough(opened: Seen) -> None:
    page = opened.page
    page.keyboard.press("ArrowRight")
    assert current(page) == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert current(page) == 1
    page.keyboard.press(" ")
    until(page, "!document.getElementById('sound').paused")
    page.keyboard.press(" ")
    until(page, "document.getElementById('sound').paused")
    page.focus("#next")
    page.keyboard.press("Enter")
    assert current(page) >= 2
    page.focus(".listen[data-first='5']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#s5[aria-current=true]")
    page.keyboard.press("Escape")


def test_a_reader_gets_to_the_text_past_the_player(opened: Seen) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def test_words_are_shown_when_they_are_asked_for(opened: Seen) -> None:
    page = opened.page
    words = page.locator("#s1 .words")
    assert not words.is_visible()
    page.check("#words")
    assert words.is_visible()
    assert "the fraction a plus b over c" in words.inner_text()


def test_the_speed_can_be_chosen(opened: Seen) -> None:
    opened.page.select_option("#speed", "1.5")
    assert opened.page.evaluate("document.getElementById('sound').playbackRate") == 1.5


def test_formulas_are_drawn(opened: Seen) -> None:
    page = opened.page
    boxes = page.evaluate(
        "[...document.querySelector('mfrac').children].map(part => part.getBoundingClientRect().toJSON())"
    )
    assert boxes[0]["bottom"] <= boxes[1]["top"] + 2
    assert all(box["width"] > 0 for box in boxes)
    sizes = page.evaluate("[...document.querySelectorAll('math')].map(math => math.getBoundingClientRect().height)")
    assert min(sizes) > 5
    assert max(sizes) > 30


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(browser: Browser, address: str, scheme: str, width: int, axe: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 600}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/notes.html")
    page.check("#words")
    page.click("#next")
    assert violations(page, axe) == []
    context.close()


@pytest.mark.parametrize("size", ["112.5%", "225%"])
def test_a_narrow_screen_and_large_letters_need_no_scrolling_to_the_side(
    browser: Browser, address: str, size: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto(f"{address}/notes.html")
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert page.locator(".display[tabindex='0']").count() >= 1
    page.close()


@pytest.mark.parametrize(("motion", "behavior"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_whoever_wants_no_motion_gets_none(browser: Browser, address: str, motion: str, behavior: str) -> None:
    context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/notes.html")
    page.evaluate("Element.prototype.scrollIntoView = function (options) { window.asked = options; }")
    page.click("#next")
    assert page.evaluate("window.asked.behavior") == behavior
    page.evaluate("window.asked = null")
    page.uncheck("#follow")
    page.click("#next")
    assert page.evaluate("window.asked") is None
    context.close()


@pytest.mark.parametrize("name", ["notes.html", "whole.html"])
def test_the_page_works_from_a_folder_as_well(browser: Browser, narration: Narration, name: str) -> None:
    context = browser.new_context()
    seen = Seen(context.new_page())
    seen.page.goto((narration.sound.parent / name).as_uri())
    seen.page.click("#s1")
    until(seen.page, "document.getElementById('sound').currentTime > 0.1")
    assert seen.faults == []
    context.close()


def test_the_browser_reads_the_subtitles_as_they_were_meant(
    browser: Browser, address: str, narration: Narration
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    found = page.evaluate(
        """() => new Promise((done, fail) => {
            const video = document.createElement("video");
            const track = document.createElement("track");
            track.default = true;
            track.src = "notes.vtt";
            track.onerror = () => fail("the subtitles cannot be read");
            track.onload = () => done([...track.track.cues].map(cue =>
                [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]));
            video.append(track);
            document.body.append(video);
            track.track.mode = "showing";
        })"""
    )
    meant = [[round(c.start, 3), round(c.end, 3), c.text] for c in narration.subtitles(written=True)]
    assert json.loads(json.dumps(found)) == meant
    page.close()
