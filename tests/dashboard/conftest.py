"""A tiny build of the pages."""

from pathlib import Path

import pytest

from saleor_customer_groups.dashboard import built_files
from tests.owner import Shop

INDEX = (
    '<base href="__BASE__"><meta name="csp-nonce" content="__NONCE__">'
    '<script type="module" src="./assets/index-1a2b.js"></script>'
)
SCRIPT = "export const words = ['customer groups'];\n" * 40
SCRIPT_PATH = "assets/index-1a2b.js"
STYLE = ":root { color-scheme: light dark }\n"
FONT = b"wOF2" + bytes(range(256))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the build, with a page, a script, a style and a font."""
    folder = tmp_path / "built"
    assets = folder / "assets"
    assets.mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / SCRIPT_PATH).write_text(SCRIPT)
    (assets / "index-3c4d.css").write_text(STYLE)
    (assets / "inter-5e6f.woff2").write_bytes(FONT)
    (assets / "index-1a2b.js.map").write_text("{}")
    (assets / ".hidden.js").write_text("hidden")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(built_files, "FOLDER", folder)
    return folder


@pytest.fixture
def _on(shop: Shop, built: Path) -> None:
    """Customer groups switched on, and their pages built."""
