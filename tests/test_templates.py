"""Rules about every template and script that no linter states."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))

# ux.md section 5: each has a plain Indonesian word or a kinder one.
FORBIDDEN = (
    "submit",
    "error",
    "sukses",
    "gagal",
    "tidak lulus",
    "ujian",
    "mohon",
    "berhasil di",
    "preview",
    "klik",
    "invalid",
    "tidak valid",
    "login",
    "logout",
    "password",
    "upload",
    "download",
)
LONGEST_SENTENCE = 30


def visible(source: str) -> str:
    """Give what a reader sees of a template."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", " ", source, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", " … ", text, flags=re.S)
    spoken = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
    return re.sub(r"<[^>]*>", " ", text) + " ".join(spoken)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
class TestTemplate:
    def test_no_inline_style_or_script(self, path):
        source = path.read_text(encoding="utf-8")
        assert not re.findall(
            r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|<script(?![^>]*\ssrc=)", source
        )

    def test_no_other_host(self, path):
        source = path.read_text(encoding="utf-8")
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//(?!wa\.me)', source)

    def test_words(self, path):
        text = visible(path.read_text(encoding="utf-8")).lower()
        assert [word for word in FORBIDDEN if re.search(rf"\b{word}\b", text)] == []

    def test_sentences_are_short(self, path):
        text = re.sub(r"\s+", " ", visible(path.read_text(encoding="utf-8")))
        sentences = re.split(r"[.?!:…·]+", text)
        assert [s for s in sentences if len(s.split()) > LONGEST_SENTENCE] == []


def test_scripts_and_styles_name_no_other_host():
    for path in (*SCRIPTS, *STYLES):
        source = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert not re.findall(r"https?://(?!getbootstrap\.com|github\.com)", source), path


def test_scripts_use_nothing_that_the_policy_forbids():
    for path in SCRIPTS:
        source = path.read_text(encoding="utf-8")
        assert not re.findall(
            r"\beval\(|new Function|innerHTML|\.style\b|document\.write", source
        ), path


def test_styles_stay_within_chrome_109():
    for path in STYLES:
        source = path.read_text(encoding="utf-8")
        newer = r"oklch\(|color-mix\(|subgrid|text-wrap:|@layer|@starting-style|light-dark\("
        assert not re.findall(newer, source), path
