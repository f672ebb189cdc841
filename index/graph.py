"""The encoder as one ONNX graph, written for ONNX Runtime on a processor: a text in, a unit vector out."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DYNAMIC = torch.export.Dim.DYNAMIC


class _Attention(nn.Module):
    """BERT's self-attention as two nodes: one product for query, key and value, and ONNX Runtime's own attention."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        parts: Sequence[nn.Linear] = (layer.query, layer.key, layer.value)
        self.heads: int = layer.num_attention_heads
        self.joined = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
        self.joined.weight.data = torch.cat([part.weight for part in parts])
        self.joined.bias.data = torch.cat([part.bias for part in parts])

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        query, key, value = self.joined(hidden).chunk(3, -1)
        return torch.onnx.ops.symbolic(
            "com.microsoft::MultiHeadAttention", (query, key, value), {"num_heads": self.heads},
            dtype=hidden.dtype, shape=query.shape, version=1,
        )  # fmt: skip


class _Layer(nn.Module):
    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.attention = _Attention(layer.attention.self)
        self.attended: Any = layer.attention.output
        self.widened: Any = layer.intermediate
        self.narrowed: Any = layer.output

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        hidden = self.attended(self.attention(hidden), hidden)
        return self.narrowed(self.widened(hidden), hidden)  # type: ignore[no-any-return]


class _Encoder(nn.Module):
    """A BERT for one text without padding: no mask, and mean pooling is a plain mean (Devlin et al., 2019)."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.embeddings = bert.embeddings
        self.layers = nn.ModuleList(_Layer(layer) for layer in bert.encoder.layer)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        hidden = self.embeddings(input_ids)
        for layer in self.layers:
            hidden = layer(hidden)
        return nn.functional.normalize(hidden.mean(1))


def export(model: SentenceTransformer, path: Path) -> None:
    """Export a SentenceTransformer of BERT, mean pooling and normalisation as one fp32 graph for one text.

    Input ``input_ids``, int64 (1, tokens); output ``vector``, (1, dimension). Texts are encoded one at a time, so nothing
    is padded.
    """
    bert: Any = model[0].auto_model
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Encoder(bert).eval(), (torch.full((1, 8), 5),), str(path),
            input_names=["input_ids"], output_names=["vector"], dynamic_shapes={"input_ids": {1: DYNAMIC}},
            dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
