"""Take the README's pictures (docs/img) of a running demo: ``make run`` first, then this.

    .venv/bin/python bin/screenshots.py [http://localhost:8000]

Signs in as the demo's people do, password and code, and opens pages by their links.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
MOST_BYTES = 200 * 1024
DESK = {"width": 1366, "height": 860}
PHONE = {"width": 360, "height": 740}
MIXED = "Batik Tulis Mojoagung dan Wonosalam"


def keep(name: str, picture: Image.Image) -> None:
    """Store a picture with as many colors as the limit allows."""
    for colors in (256, 128, 64, 32):
        kept = BytesIO()
        picture.convert("RGB").quantize(colors).save(kept, "PNG", optimize=True)
        if kept.tell() <= MOST_BYTES:
            break
    (PICTURES / name).write_bytes(kept.getvalue())
    print(f"docs/img/{name}: {kept.tell():,} bytes")


def shoot(page: Page, name: str) -> None:
    """Keep what is on the screen."""
    page.wait_for_load_state("networkidle")
    keep(name, Image.open(BytesIO(page.screenshot())))


@contextmanager
def window(browser: Browser, base: str, size: dict[str, int], name: str = "") -> Iterator[Page]:
    """Give a fresh window, signed in when a name is given."""
    context = browser.new_context(
        base_url=base, viewport=size, locale="id-ID", timezone_id="Asia/Jakarta"
    )
    page = context.new_page()
    if name:
        sign_in(page, name)
    yield page
    context.close()


def told(*arguments: str) -> str:
    """Give the last word that a command of the project prints."""
    asked = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return asked.stdout.split()[-1]


def demo_password() -> str:
    """Give the password that the list of sign-ins ends with, before the line about codes."""
    arguments = [sys.executable, "manage.py", "demo", "--sign-ins"]
    listed = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True)
    line = next(line for line in listed.stdout.splitlines() if "Kata sandi" in line)
    return line.split()[-1]


def sign_in(page: Page, name: str) -> None:
    """Sign in with the demo's password and, where it is asked for, the present code."""
    page.goto("/masuk/")
    page.get_by_label("Nama akun atau e-mail").fill(name)
    page.get_by_label("Kata sandi", exact=True).fill(demo_password())
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_load_state()
    if "/kode/" in page.url:
        page.locator("input[name=code]").fill(told("kode", name))
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_load_state()


def of_agency(browser: Browser, base: str) -> str:
    """Start page, board and certificate; give the verification code of the last."""
    with window(browser, base, DESK, "rina") as page:
        page.goto("/")
        shoot(page, "start-1366.png")
        page.locator("table").get_by_role("link", name=MIXED).click()
        shoot(page, "board-1366.png")
        page.set_viewport_size(PHONE)
        page.reload()
        shoot(page, "board-360.png")
        page.goto("/sertifikat/")
        page.locator(".tabs a", has_text="Berlaku").first.click()
        page.locator("tbody a").first.click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Unduh PDF").click()
        paper = pypdfium2.PdfDocument(download.value.path())
        keep("certificate.png", paper[0].render(scale=1.6).to_pil())
        return page.locator("a[href^='/v/' i]").first.get_attribute("href") or ""


def of_assessor(browser: Browser, base: str) -> None:
    """The marking page on a phone."""
    with window(browser, base, PHONE, "budi") as page:
        page.goto("/asesmen/saya/")
        links = page.locator("main a[href^='/asesmen/']").evaluate_all(
            "all => all.map(a => a.href)"
        )
        for key in dict.fromkeys(re.findall(r"/asesmen/(\d+)/", " ".join(links))):
            page.goto(f"/asesmen/{key}/nilai/")
            marked = page.locator(".answer[aria-pressed=true], .answer input:checked").count()
            if marked and not page.locator("main .note").count():
                break
        shoot(page, "marking-360.png")


def of_public(browser: Browser, base: str, address: str) -> None:
    """What a phone shows after the scan."""
    with window(browser, base, PHONE) as page:
        page.goto(address)
        shoot(page, "verify-360.png")


def main() -> int:
    """Take every picture."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
        )
        address = of_agency(browser, base)
        of_assessor(browser, base)
        of_public(browser, base, address)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
