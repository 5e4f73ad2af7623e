"""The page in a real browser: Chromium, driven by its own protocol, with nothing to be had from elsewhere."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from listening import heard
from mathspeak.server.keys import new
from mathspeak.translator import Translator
from serving import Running

IMAGES = Path(__file__).parent.parent.parent / "docs" / "images"
QUADRATIC = r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}"
QUICK = "[server]\ndrain_seconds = 0\n"
# The loudest of what the player gives out within a second, decoded by the browser.
LISTEN = """async () => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(document.getElementById("player").captureStream()).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  for (let n = 0; n < 40; n++) {
    await new Promise((done) => setTimeout(done, 25));
    analyser.getFloatTimeDomainData(samples);
    loudest = Math.max(loudest, ...samples.map(Math.abs));
  }
  return loudest;
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("page"), QUICK)
    yield running
    assert running.stop() == 0


class Watch:
    """What a page asks for, and what goes wrong on it."""

    def __init__(self, page: Page, server: Running) -> None:
        self.elsewhere: list[str] = []
        self.wrong: list[str] = []
        self._server = server
        page.route("**/*", self._route)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("websocket", lambda socket: self._note(socket.url))

    def _hear(self, kind: str, text: str) -> None:
        # That the server refuses what a test wants refused is nothing wrong.
        if kind in ("error", "warning") and "status of 422" not in text:
            self.wrong.append(text)

    def _route(self, route: Route) -> None:
        if self._note(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _note(self, url: str) -> bool:
        here = re.sub("^(ws|blob:http)", "http", url).startswith(self._server.url)
        if not here:
            self.elsewhere.append(url)
        return here


@pytest.fixture
def page(browser: Browser, server: Running) -> Iterator[Page]:
    """The page, loaded; whatever a test does, nothing may be asked for elsewhere or go wrong."""
    context = browser.new_context(
        viewport={"width": 900, "height": 1250}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    watch = Watch(page, server)
    page.goto(server.url)
    expect(page.locator("#words")).to_contain_text("plus or minus")
    yield page
    context.close()
    assert watch.elsewhere == []
    assert watch.wrong == []


def until(page: Page, condition: str) -> None:
    """Wait for a condition. The page's policy forbids what the library would do for that."""
    end = time.monotonic() + 15
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition} never came true"
        page.wait_for_timeout(50)


def write(page: Page, latex: str, words: str | None = None) -> None:
    page.locator("#latex").fill(latex)
    expect(page.locator("#words")).to_have_text(Translator().read(latex).text if words is None else words)
    expect(page.locator("#source")).to_have_text(latex)


def test_words_come_while_one_types(page: Page) -> None:
    page.locator("#latex").fill("")
    page.locator("#latex").press_sequentially(r"\frac{a}{b}", delay=30)
    expect(page.locator("#words")).to_have_text("a over b")
    expect(page.locator("#written math")).to_be_visible()
    page.locator("#latex").press_sequentially("+c")
    expect(page.locator("#words")).to_have_text(Translator().read(r"\frac{a}{b}+c").text)


def test_what_cannot_be_read_is_said_with_its_field_and_goes_away(page: Page) -> None:
    page.locator("#latex").fill(r"\input{x}")
    expect(page.locator("#problem")).to_contain_text("not allowed")
    expect(page.locator("#latex")).to_have_attribute("aria-invalid", "true")
    write(page, "x^2")
    expect(page.locator("#problem")).to_be_hidden()
    expect(page.get_by_label("Key of this server")).to_be_hidden()
    expect(page.locator("#latex")).to_have_attribute("aria-invalid", "false")
    page.locator("#latex").fill(r"\foo+1")
    expect(page.locator("#warnings li")).to_have_count(1)


def test_style_verbosity_language_and_preferences_are_followed(page: Page) -> None:
    write(page, "x^2")
    page.locator("#style").select_option("clearspeak")
    page.locator("#preferences summary").click()
    page.get_by_label("Exponents").select_option("AfterPower")
    expect(page.locator("#words")).to_have_text("x raised to the power 2")
    page.locator("#style").select_option("mathspeak")
    expect(page.locator("#preferences")).to_be_hidden()
    page.locator("#latex").fill(r"\frac{a}{b}")
    expect(page.locator("#words")).to_have_text("StartFraction a Over b EndFraction")
    page.locator("#verbosity").select_option("superbrief")
    expect(page.locator("#words")).to_have_text("Frac a Over b EndFrac")
    page.locator("#style").select_option("natural")
    page.locator("#language").select_option("de")
    expect(page.locator("#words")).to_have_text(Translator(language="de").read(r"\frac{a}{b}").text)
    page.locator("#macros").fill(r"\newcommand{\K}{x^2}")
    page.locator("#latex").fill(r"\K")
    expect(page.locator("#words")).to_have_text("x Quadrat")


def test_it_is_really_heard(page: Page) -> None:
    write(page, QUADRATIC)
    page.locator("#listen").click()
    until(page, "player.currentTime > 0.5 && !player.paused")
    expect(page.locator("#listen")).to_have_text("Stop")
    assert page.evaluate(LISTEN) > 0.05
    assert page.evaluate("player.currentTime") > 1.0
    page.locator("#listen").click()
    expect(page.locator("#listen")).to_have_text("Listen")
    assert page.evaluate("player.paused")
    stopped = page.evaluate("player.currentTime")
    page.wait_for_timeout(300)
    assert page.evaluate("player.currentTime") == stopped


def test_rate_and_voice_are_heard_and_kept(page: Page) -> None:
    write(page, QUADRATIC)
    lengths = []
    for rate in ("1", "2.5"):
        page.locator("#rate").fill(rate)
        expect(page.locator("#rate-shown")).to_have_text(rate)
        page.keyboard.press("Control+Enter")
        until(page, f"player.src.includes('rate={rate}&') && player.currentTime > 0.1 && player.duration < 60")
        lengths.append(page.evaluate("player.duration"))
        page.keyboard.press("Escape")
    assert lengths[0] > 1.8 * lengths[1]
    page.locator("#voice").select_option(label="English (America) (en-us)")
    page.keyboard.press("Control+Enter")
    until(page, "player.src.includes('voice=')")
    page.reload()
    expect(page.locator("#rate-shown")).to_have_text("2.5")
    expect(page.locator("#voice option:checked")).to_have_text("English (America) (en-us)")


def test_a_long_formula_is_heard_too(page: Page) -> None:
    latex = "+".join([r"\frac{a}{b}"] * 200)
    page.locator("#latex").fill(latex)
    expect(page.locator("#words")).to_contain_text("a over b plus a over b")
    page.locator("#rate").fill("3")
    page.locator("#listen").click()
    until(page, "player.src.startsWith('blob:') && player.currentTime > 0.2")


def test_what_cannot_be_spoken_is_said(page: Page) -> None:
    page.locator("#latex").fill(r"\input{x}")
    expect(page.locator("#problem")).to_contain_text("not allowed")
    page.locator("#listen").click()
    expect(page.locator("#status")).to_contain_text("not allowed")


def test_audio_is_saved_in_the_format_asked_for(page: Page, tmp_path: Path) -> None:
    write(page, r"\frac{a}{b}")
    for format in ("mp3", "wav"):
        page.locator("#format").select_option(format)
        with page.expect_download() as download:
            page.locator("#download").click()
        assert download.value.suggested_filename == f"formula.{format}"
        download.value.save_as(tmp_path / "audio")
        assert heard((tmp_path / "audio").read_bytes())[1] > 3000


def test_words_and_ssml_are_copied(page: Page) -> None:
    write(page, "x^2")
    page.locator("#copy-words").click()
    expect(page.locator("#status")).to_have_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == "x squared"
    page.locator("#copy-ssml").click()
    until(page, "navigator.clipboard.readText().then((text) => text.startsWith('<speak'))")
    assert page.evaluate("navigator.clipboard.readText()") == Translator().read("x^2").ssml()


def test_the_formula_is_stepped_through_by_keys_and_the_part_is_marked(page: Page) -> None:
    write(page, QUADRATIC)
    page.locator("#walk").focus()
    mark, here, status = page.locator("#source mark"), page.locator("#here"), page.locator("#status")
    for key, marked, said in (
        ("ArrowDown", "x", "x"),
        ("ArrowRight", "=", "equals"),
        ("ArrowRight", r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "fraction"),
        ("ArrowDown", r"-b \pm \sqrt{b^2-4ac}", "numerator: minus b"),
        ("ArrowRight", "2a", "denominator: 2 a"),
        ("ArrowRight", "2a", None),
        ("Home", r"-b \pm \sqrt{b^2-4ac}", "numerator"),
        ("End", "2a", "denominator"),
        ("ArrowUp", r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "fraction"),
        ("f", QUADRATIC, "x equals"),
    ):
        page.keyboard.press(key)
        expect(mark).to_have_text(re.compile(r"^\{?" + re.escape(marked) + r"\}?$"))
        expect(page.locator("#written .current").first).to_be_visible()
        if said:
            expect(here).to_contain_text(said)
            expect(status).to_contain_text(said)
        else:
            expect(status).to_contain_text("the last")
    whole = page.locator("#written .current").evaluate_all("all => all.map((one) => one.id)")
    assert whole == [f"f0-{len(QUADRATIC)}"]
    page.keyboard.press("ArrowDown")
    assert page.locator("#written .current").all_text_contents() == ["x"]
    page.keyboard.press("w")
    expect(status).to_contain_text("of the equation")
    page.keyboard.press("Escape")
    expect(page.locator("#latex")).to_be_focused()


def test_a_part_is_spoken(page: Page) -> None:
    write(page, QUADRATIC)
    page.locator("#walk").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, "player.src.startsWith('blob:') && player.currentTime > 0.05")


def test_everything_is_done_without_a_mouse(page: Page) -> None:
    page.locator("#latex").focus()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    expected = ["listen", "download", "format", "copy-words", "copy-ssml", "player", "walk", "Into", "style"]
    reached = [name for name, before in zip(reached, ["", *reached], strict=False) if name != before]
    assert [name for name in reached if name in expected][: len(expected)] == expected
    page.get_by_role("button", name="Into").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#here")).to_have_text("left side: x")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Out")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#here")).to_contain_text("x equals")
    assert page.locator("#steps button[tabindex='0']").count() <= 1
    page.locator("#keys summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#keys table")).to_be_visible()


def test_only_what_is_settled_is_announced(page: Page) -> None:
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => said.push(document.getElementById("status").textContent))
        .observe(document.getElementById("status"), {childList: true, characterData: true, subtree: true});
    }""")
    page.locator("#latex").fill("")
    page.locator("#latex").press_sequentially("a+b+c+d", delay=60)
    until(page, "said.length > 0")
    assert page.evaluate("said") == ["a plus b plus c plus d"]
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/docs"])
def test_the_checker_finds_nothing(page: Page, axe: str, scheme: str, path: str, server: Running) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if path != "/":
        page.goto(server.url + path)
    else:
        page.locator("#style").select_option("clearspeak")
        for details in ("#preferences", "#keys"):
            page.locator(f"{details} summary").click()
        page.locator("#latex").fill(r"\foo")
        expect(page.locator("#warnings li")).to_have_count(1)
        page.locator("#walk").focus()
        page.keyboard.press("ArrowDown")
    # Scripts from a test are kept out by the page's own policy; what the browser's tools run is not.
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (640, "200%")])
@pytest.mark.parametrize("path", ["/", "/docs"])
def test_narrow_and_enlarged_pages_need_no_scrolling_sideways(
    page: Page, server: Running, width: int, size: str, path: str
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(server.url + path)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
    if path == "/":
        page.locator("#latex").fill(QUADRATIC * 3)
        expect(page.locator("#words")).to_contain_text("plus or minus")
        page.locator("#keys summary").click()
        page.locator("#style").select_option("clearspeak")
        page.locator("#preferences summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_policy_lets_nothing_in(page: Page, server: Running) -> None:
    policy = page.request.get(server.url).headers["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and "default-src 'none'" in policy
    assert page.evaluate("document.scripts.length") == 1
    write(page, r"\text{<img src=x onerror=alert(1)>}<y")
    assert page.locator("main img").count() == 0


def test_a_key_is_asked_for_where_one_is_needed(browser: Browser, tmp_path: Path) -> None:
    key = new("reader", str(tmp_path / "keys"))
    running = Running(tmp_path / "server", QUICK, MS_API_KEYS_FILE=str(tmp_path / "keys"))
    try:
        page = browser.new_page()
        page.goto(running.url)
        field = page.get_by_label("Key of this server")
        field.fill(key)
        field.press("Enter")
        expect(page.locator("#words")).to_contain_text("plus or minus")
        write(page, "x^2")
        page.locator("#listen").click()
        until(page, "player.src.startsWith('blob:') && player.currentTime > 0.1")
        page.close()
        assert key not in running.log_file.read_text()
    finally:
        assert running.stop() == 0


def test_pictures_for_the_documents(page: Page, tmp_path: Path) -> None:
    write(page, QUADRATIC)
    page.locator("#walk").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#here")).to_contain_text("numerator")
    # The same page is never the same picture twice: those of the documents change only if somebody wants it.
    folder = IMAGES if os.environ.get("WRITE_IMAGES") else tmp_path
    page.screenshot(path=folder / "page.png")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 780})
    page.screenshot(path=folder / "page-narrow.png")
    for name in ("page.png", "page-narrow.png"):
        assert 20_000 < (folder / name).stat().st_size < 200_000
        assert (IMAGES / name).is_file()
