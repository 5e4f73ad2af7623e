"""What tests of pages share: a real browser, and the checker of what everybody can use."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

# Without the network flags it looks for its maker's servers at every start.
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required""".split()
AXE = "axe-core@4"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "these tests need Chromium: scripts/services installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The accessibility checker, from npm, kept between runs."""
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("axe-core")
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        assert shutil.which("npm"), "these tests need npm, which fetches axe-core"
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), AXE]
        subprocess.run(command, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")
