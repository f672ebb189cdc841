"""Low-rank adapters (Hu et al., "LoRA", 2021), in peft's format, merged into an encoder when it is prepared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ModelError
from .files import sha256

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ADAPTER = "adapter"
CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"

_PREFIX, _DOWN, _UP = "base_model.model.", ".lora_A.weight", ".lora_B.weight"


def installed(models: Path) -> tuple[Path, ...]:
    """List the adapters that the built-in encoder must be prepared with: an office's own if there is one."""
    own = models / ADAPTER
    return (own,) if own.is_dir() else ()


def merge(model: SentenceTransformer, folder: Path) -> None:
    """Add an adapter to the weights of a SentenceTransformer's first module: W + (alpha / rank) · B · A.

    :raises ModelError: the adapter is missing, damaged, or made for another encoder; the model is unchanged then.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    bert: Any = model[0].auto_model
    layers = dict(bert.named_modules())
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        tensors = {name: tensor.float() for name, tensor in load_file(folder / WEIGHTS).items()}
        scale = config["lora_alpha"] / config["r"]
        downs = {name.removesuffix(_DOWN): tensor for name, tensor in tensors.items() if name.endswith(_DOWN)}
        added = {
            layers[name.removeprefix(_PREFIX)].weight: scale * (tensors[name + _UP] @ down)
            for name, down in downs.items()
        }
        if not added or any(weight.shape != delta.shape for weight, delta in added.items()):
            raise ValueError("made for another encoder")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{folder}：语言模型的适配器缺失、损坏，或是为别的模型做的，请重新安装或删去它（{error}）"
        ) from error
    with torch.no_grad():
        for weight, delta in added.items():
            weight += delta


def digests(folders: Sequence[Path]) -> list[str]:
    """Name adapters by their contents."""
    return [sha256(folder / WEIGHTS) for folder in folders]
