"""Pages in a real browser, without a window, at the widths of phones and of large screens.

Chromium is taken from the path; the tests are skipped where there is none.
"""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from musicanalyser.report import Report
from tests.render.output import output_of
from tests.render.samples import SAMPLES, TOP_TRACKS
from tests.render.web.test_html_page import WHOLE

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
WIDTHS = (360, 400, 768, 1024, 1440, 1920)
LONG = replace(
    TOP_TRACKS,
    rows=tuple((row[0], "W" * 300, "夜" * 300, *row[3:]) for row in TOP_TRACKS.rows),
)
MEASURE = """<!DOCTYPE html><meta charset="utf-8"><pre id="found">waiting</pre>{frames}<script>
const isScrolled = each => each.closest(".scroll, details") !== null;
addEventListener("load", () => {{
  const found = [...document.querySelectorAll("iframe")].map(frame => {{
    const page = frame.contentDocument;
    const wide = [...page.querySelectorAll("body *")].filter(each =>
      !isScrolled(each.parentElement) && !each.matches(".skip")
      && each.getBoundingClientRect().right > frame.clientWidth + 0.5);
    return [frame.clientWidth, page.documentElement.scrollWidth, wide.map(each => each.outerHTML)];
  }});
  document.getElementById("found").textContent = JSON.stringify(found);
}});</script>"""

pytestmark = pytest.mark.skipif(not BROWSER, reason="there is no Chromium on this machine")


def run_browser(folder: Path, *args: str) -> str:
    """Return what the browser writes to stdout; its profile is in the folder."""
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={folder / 'profile'}", *args]
    return subprocess.run(  # noqa: S603 - the browser of this machine
        command, check=True, capture_output=True, encoding="utf-8", timeout=120
    ).stdout


def measure(page: str, folder: Path) -> list[tuple[int, int, list[str]]]:
    """Return for each width that of the window, of the page, and the elements that stick out."""
    frames = "".join(
        f'<iframe width="{width}" height="900" style="border:0" srcdoc="{quoted(page)}"></iframe>'
        for width in WIDTHS
    )
    file = folder / "measure.html"
    file.write_text(MEASURE.format(frames=frames), encoding="utf-8")
    shown = run_browser(folder, "--window-size=2000,1000", "--dump-dom", file.as_uri())
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found is not None
    return [tuple(each) for each in json.loads(unescape(found[1]))]


def quoted(page: str) -> str:
    return page.replace("&", "&amp;").replace('"', "&quot;")


@pytest.mark.parametrize(
    "report",
    [WHOLE, LONG, SAMPLES["heatmap"], SAMPLES["hostile"]],
    ids=["whole", "long", "heatmap", "hostile"],
)
def test_nothing_is_wider_than_the_window(report: Report, tmp_path: Path) -> None:
    for width, page_width, wide in measure(output_of(report, "html"), tmp_path):
        assert wide == []
        assert page_width == width


def test_a_page_that_is_too_wide_is_noticed(tmp_path: Path) -> None:
    page = output_of(TOP_TRACKS, "html").replace("<main", '<p style="width:500px">wide</p><main')
    found = {width: len(wide) for width, _, wide in measure(page, tmp_path)}
    assert found[360] == found[400] == 1
    assert found[768] == 0
