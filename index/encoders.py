"""Text → unit vectors, questions and passages apart."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np

from .errors import ModelError
from .files import sha256

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"

BUILTIN = "builtin"
FILES = ("model.onnx", "tokenizer.model")
SLOWER = ["SkipLayerNormFusion"]  # of ONNX Runtime's optimisations
GRAPH = 3  # counts up when the exported graph changes


class Encoder(Protocol):
    """Anything with a SentenceTransformer's two methods; rows are float32 of unit length."""

    @property
    def fingerprint(self) -> str:
        """What the vectors depend on; an index made with another one is refused."""

    def encode_query(self, texts: Sequence[str]) -> Vectors: ...

    def encode_document(self, texts: Sequence[str]) -> Vectors: ...


class OnnxEncoder:
    """A prepared folder (see ``preparation``), run by ONNX Runtime without torch."""

    def __init__(self, folder: Path) -> None:
        """Open a prepared folder, every byte of it checked.

        :raises ModelError: not prepared, or damaged.
        """
        manifest = read_manifest(folder)
        self.fingerprint: str = manifest["fingerprint"]
        self._prompts: dict[str, str] = manifest["prompts"]
        self._tokens: int = manifest["tokens"]
        import onnxruntime
        from sentencepiece import SentencePieceProcessor

        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False  # it would keep what the longest text took
        options.intra_op_num_threads = 1  # two are as fast for a question, and busy twice as long
        with ThreadPoolExecutor(1) as beside:  # a quarter of a second each
            tokenizer = beside.submit(SentencePieceProcessor, model_file=str(folder / "tokenizer.model"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, disabled_optimizers=SLOWER
            )
            self._tokenizer = tokenizer.result()

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._prompts["query"], texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._prompts["document"], texts)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        """Encode one text at a time, as many at once as there are cores.

        That was measured faster than padded batches, and no text changes another's vector.
        """
        given = [prompt + text for text in texts]
        if len(given) < 2:
            return np.concatenate([self._row(text) for text in given])
        with ThreadPoolExecutor(cores()) as together:
            return np.concatenate(list(together.map(self._row, given)))

    def _row(self, text: str) -> Vectors:
        tokenizer = self._tokenizer
        pieces = tokenizer.encode(text)[: self._tokens - 2]
        ids = np.array([[tokenizer.bos_id(), *pieces, tokenizer.eos_id()]], dtype=np.int64)
        (row,) = self._session.run(None, {"input_ids": ids})
        return row  # type: ignore[no-any-return]


class SentenceTransformerEncoder:
    """Any SentenceTransformer, by its name or folder; slower to start and larger than the built-in one."""

    def __init__(self, model: str) -> None:
        """Open a model.

        :raises ModelError: no such model here.
        """
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(
                f"打不开语言模型 {model}。请检查设置 ENCODER：应为 {BUILTIN}、模型文件夹，或已下载的 SentenceTransformer 名称（{error}）"
            ) from error
        probe = hashlib.sha256(np.round(self.encode_query(["创业"]), 3).tobytes()).hexdigest()[:16]
        self.fingerprint = f"sentence-transformer:{model}:{probe}"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)


def open_encoder(name: str, models: Path) -> Encoder:
    """Open the encoder of a setting: the built-in one, or a SentenceTransformer by name or folder.

    :param models: where the built-in one lies prepared.
    :raises ModelError: it cannot be opened.
    """
    return OnnxEncoder(models / BUILTIN) if name == BUILTIN else SentenceTransformerEncoder(name)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_manifest(folder: Path) -> dict[str, Any]:
    """Check a prepared folder against its manifest, and the manifest against its own fingerprint, and return it.

    :raises ModelError: a file is missing or damaged.
    """
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if manifest["fingerprint"] != fingerprint(manifest):
            raise ValueError("the manifest was changed")
        if manifest["graph"] != GRAPH:
            raise ValueError("prepared by another version")
        damaged = [name for name in FILES if sha256(folder / name) != manifest["files"][name]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path}：语言模型还没有准备好、是旧版程序准备的，或已损坏。请运行 python -m index prepare"
        ) from error
    if damaged:
        raise ModelError(f"{folder / damaged[0]}：语言模型文件已损坏。请运行 python -m index prepare 重新准备")
    return manifest


def fingerprint(manifest: Mapping[str, Any]) -> str:
    """Digest what a manifest tells, apart from the fingerprint itself."""
    told = {name: value for name, value in manifest.items() if name != "fingerprint"}
    return f"onnx-int8:{hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]}"
