"""Decoding, markup, lines and sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DocumentError
from index.text import Line, plain, read_text, sentences, unspaced

PROSE = "第一条 为了鼓励创业，制定本办法。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_an_office_writes_is_read(write, encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    assert read_text(write((mark + PROSE).encode(encoding))) == PROSE


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"PK\x03\x04\x14\0\x06\0\x08\0" + bytes(200),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 2,
        PROSE.encode("utf-16-le"),
        PROSE.encode()[:-3],
        ("\ufeff" + PROSE).encode("utf-16-le")[:-1],
    ],
    ids=["png", "docx", "doc", "pdf", "utf-16 without its mark", "cut in a character", "cut UTF-16"],
)
def test_what_is_no_text_is_refused_with_the_file_and_the_fix(write, data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"policy\.md.*编码.*另存为 UTF-8"):
        read_text(write(data))


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff\u3000\n".encode()])
def test_an_empty_file_is_refused(write, data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"policy\.md.*空的.*请放入政策全文"):
        read_text(write(data))


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_an_unreadable_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match=r"读不出来.*请检查"):
        read_text(tmp_path / name)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(data)
    try:
        assert read_text(path).strip()
    except DocumentError as error:
        assert "any.md" in str(error)


def test_what_cannot_be_seen_is_dropped(write) -> None:
    assert read_text(write("第\u200b一\u202e条\ufeff\x07 \U000e0041甲\r\n乙\r丙")) == "第一条 甲\n乙\n丙"


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("## **二、重点任务**", [Line("二、重点任务", True)]),
        ("### 标题 ###", [Line("标题", True)]),
        ("#标题", [Line("标题", True)]),
        ("**3. 强化。**推行", [Line("3. 强化。推行")]),
        ("\u3000\u3000甲\n\n \t乙 \n", [Line("甲"), Line("乙")]),
        ("甲<!-- 注\n释 -->乙", [Line("甲乙")]),
        ("----\n", [Line("----")]),
    ],
)
def test_lines_are_as_a_reader_sees_them(markdown: str, lines: list[Line]) -> None:
    assert plain(markdown) == lines


@given(st.text("甲乙。！？；：，、（）()〔〕”’ \n;!?ab", max_size=60))
def test_sentences_joined_give_the_text_back(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.lists(st.text("甲乙丙，、“”", min_size=1, max_size=9), min_size=1, max_size=6), st.sampled_from("。！？；"))
def test_a_sentence_ends_at_its_stop(bodies: list[str], stop: str) -> None:
    written = [body.strip("“”") + stop for body in bodies]
    assert sentences("".join(written)) == written


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("给予补贴。（牵头单位：甲厅；配合单位：乙局）", 2),
        ("坚持“创新是第一动力。”各地要落实。", 2),
        ("第一行\n第二行", 2),
        ("没有结尾", 1),
        ("", 0),
    ],
)
def test_brackets_and_quotes_stay_whole(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "closed"),
    [("广西 大众创业 （2021—2023年） ", "广西大众创业（2021—2023年）"), ("a b", "a b"), ("第 1 条", "第1条")],
)
def test_spaces_beside_han_are_closed_up(text: str, closed: str) -> None:
    assert unspaced(text) == closed
