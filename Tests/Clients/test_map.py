"""`map` draws the plane that NumPy's SVD finds (NumPy is in .build/loading, Tests/Clients/loading.txt), and its page works
in Chromium: texts are texts, words filter, the arrow keys go from point to point."""

import json
import os
import pathlib
import subprocess

import pytest

from chromium import Chromium
from serving import PROGRAM

ROOT = pathlib.Path(__file__).parents[2]
PYTHON = ROOT / ".build/loading/bin/python3"


def test_plane():
    if not PYTHON.exists():
        pytest.skip("numpy is not installed: python3 -m venv .build/loading && "
                    ".build/loading/bin/pip install -q --no-deps -r Tests/Clients/loading.txt")
    # The full width is measured with the optimized program.
    code = ("import runpy, sys; bench = runpy.run_path(sys.argv[1]); import tempfile, os\n"
            "folder = tempfile.mkdtemp(); path = os.path.join(folder, 'v.npy')\n"
            "for kind in ('decay', 'far', 'even'):\n"
            "    bench['make'](path, 10_000, kind, 48); found = bench['angles'](sys.argv[2], path, folder)\n"
            "    assert max(found) < 1, (kind, found)\n")
    subprocess.run([PYTHON, "-c", code, ROOT / "Tests/Benchmarks/map", os.path.abspath(PROGRAM)], check=True, timeout=300)


EVIL = "</script><img src=x onerror='document.title=1'><b>loud</b>"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of three vectors, opened from its file."""
    folder = tmp_path_factory.mktemp("map")
    rows = [("left", "a cat sleeps", [-3, 0.1]), ("middle", EVIL, [0, 0.1]), ("right", "a dog sleeps", [3, 0.1])]
    lines = [json.dumps({"id": name, "text": text, "kind": text[:5], "embedding": vector}) for name, text, vector in rows]
    (folder / "v.jsonl").write_text("\n".join(lines))
    subprocess.run([PROGRAM, "map", folder / "v.jsonl", "-o", folder / "map.html", "--color", "kind"], check=True)
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser.page(f"file://{folder}/map.html")
    browser.close()


SHOWN = "return document.getElementById('shown').textContent"


def press(page, key):
    return page.run(f"""
        const canvas = document.getElementById("points");
        canvas.focus();
        canvas.dispatchEvent(new KeyboardEvent("keydown", {{ key: "{key}", bubbles: true }}));
        {SHOWN};""")


def write(page, words):
    return page.run(f"""
        const field = document.getElementById("words");
        field.value = {json.dumps(words)};
        field.dispatchEvent(new Event("input"));
        return [document.getElementById("found").textContent,
                [...document.querySelectorAll("#list button")].map((button) => button.textContent)];""")


def test_keys_go_from_point_to_point(page):
    assert press(page, "ArrowRight").startswith("middle")
    assert press(page, "ArrowRight").startswith("right")
    assert press(page, "ArrowLeft").startswith("middle")
    assert press(page, "ArrowLeft").startswith("left")


def test_the_pointer_shows_a_text(page):
    shown = page.run(f"""
        const canvas = document.getElementById("points"), box = canvas.getBoundingClientRect();
        const data = JSON.parse(document.getElementById("data").textContent), [x, y] = data.points[2];
        const size = canvas.clientWidth / data.width;
        canvas.dispatchEvent(new PointerEvent("pointermove", {{ clientX: box.left + x * size, clientY: box.top + y * size }}));
        {SHOWN};""")
    assert "a dog sleeps" in shown and shown.startswith("right")


def test_words_filter(page):
    assert write(page, "SLEEPS cat") == ["1 of 3 points", ["left\nkind: a cat\na cat sleeps"]]
    assert write(page, "") == ["3 points", []]


def test_texts_are_texts(page):
    write(page, "loud")
    facts = page.run("return [document.title, document.images.length, document.querySelectorAll('b').length]")
    assert facts[0].startswith("Map of ") and facts[1:] == [0, 0]
    assert EVIL in page.run("return document.getElementById('list').textContent")


def test_points_are_drawn(page):
    assert page.run("""
        const canvas = document.getElementById("points");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.some((byte) => byte > 0);""")
