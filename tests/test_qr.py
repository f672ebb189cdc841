"""QR codes, read back by a decoder that is not ours."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from web.qr import BYTES_AT_MOST, QUIET_ZONE, fits, qr_svg


def painted(svg: bytes) -> np.ndarray:
    """The picture that an SVG of ours stands for: white ground, and dark runs drawn as lines one module high."""
    text = svg.decode()
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', text)[1])  # type: ignore[index]
    picture = np.full((side, side), 255, dtype=np.uint8)
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([MmhH])\s*([-\d. ]+)", re.search(r'stroke="#000" d="(M[^"]+)"', text)[1]):  # type: ignore[index]
        given = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command in "Mm":
            x, y = (given[0], given[1]) if command == "M" else (x + given[0], y + given[1])
        else:
            picture[int(y), int(x) : int(x + given[0])] = 0
            x += given[0]
    return np.kron(picture, np.ones((4, 4), dtype=np.uint8))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000/slip?cite=d62e585d7c0-2.t2.n8~78-131&check=9fa49a34", "https://x.cn/" + "y" * 600],
)
def test_an_address_is_read_back(address: str) -> None:
    (found,) = zxingcpp.read_barcodes(painted(qr_svg(address)))
    assert found.text == address
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.ec_level == "M"


def test_a_code_is_black_on_white_within_its_quiet_zone() -> None:
    svg = qr_svg("http://127.0.0.1:8000/slip")
    assert b'fill="#fff"' in svg
    assert b'stroke="#000"' in svg
    dark = np.argwhere(painted(svg) == 0) // 4
    assert dark.min() == QUIET_ZONE
    assert b"style" not in svg
    assert b"<script" not in svg


def test_what_is_too_long_is_known_before() -> None:
    assert fits("x" * BYTES_AT_MOST)
    assert qr_svg("x" * BYTES_AT_MOST)
    assert not fits("x" * (BYTES_AT_MOST + 1))
