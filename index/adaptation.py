"""Train a low-rank adapter (Hu et al., "LoRA", 2021) for the encoder, on pairs of a question and its passage.

In-batch negatives both ways, as in Wang et al., "Multilingual E5 Text Embeddings" (2024). Two cores take about
four seconds a step for the built-in encoder.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .adapters import WEIGHTS
from .errors import ModelError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

PEFT = "peft>=0.19,<0.20"
NAME = "default"
RANK, ALPHA = 16, 32
MODULES = ["query", "key", "value", "dense"]
RATE, DECAY, DROPOUT, STEEPEST = 4e-4, 0.01, 0.05, 1.0
LEAST_RATE = 0.05
WARM_UP = 20
BATCH, FEWEST = 32, 12
TOKENS = {"query": 64, "document": 128}
SCALE = 50
KEPT_EVERY, KEPT_SHARE = 10, 0.2


@dataclass(frozen=True)
class Pair:
    """A question and a passage that answers it. A batch holds one ``group`` only, so that the kind tells nothing."""

    question: str
    passage: str
    group: str = ""


def check_installed() -> None:
    """Refuse to go on without peft.

    :raises ModelError: with the command that installs it.
    """
    if find_spec("peft") is None:
        raise ModelError(f'训练适配器需要 peft，这里没有安装。请运行：pip install "{PEFT}"')


def train(
    model: SentenceTransformer,
    pairs: Sequence[Pair],
    seed: int = 0,
    report: Callable[[str], None] = print,
    passes: int = 1,
) -> list[float]:
    """Put an adapter into a SentenceTransformer's upper two thirds and train it; nothing else changes.

    What stays in the model is a running average of the weights over the last two thirds of the steps.

    :param passes: how often each pair is seen.
    :returns: the loss of each step.
    :raises ModelError: peft is not installed.
    :raises ValueError: no group has enough different passages for a batch.
    """
    check_installed()
    import torch

    drawn = batches(pairs, passes, random.Random(seed))  # noqa: S311 - a draw that can be repeated
    if not drawn:
        raise ValueError(f"a group needs {FEWEST} different passages at least")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        trained = _with_adapter(model)
        losses = _fit(model, trained, drawn, report)
    model.eval()
    return losses


def save(model: SentenceTransformer, folder: Path) -> None:
    """Write a trained model's adapter in peft's format, in half precision."""
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    bert: Any = model.transformers_model
    config = bert.peft_config[NAME]
    config.inference_mode = True
    config.save_pretrained(str(folder))
    state = get_peft_model_state_dict(bert, adapter_name=NAME)  # type: ignore[no-untyped-call]
    tensors = {f"base_model.model.{name}": tensor.half().contiguous() for name, tensor in state.items()}
    save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})


def batches(pairs: Sequence[Pair], passes: int, draw: random.Random) -> list[list[Pair]]:
    """Draw batches of one group each, no question and no passage twice in one; too small ones are left out."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.group, []).append(pair)
    found = []
    for _ in range(passes):
        once = [batch for own in groups.values() for batch in _distinct(draw.sample(own, len(own)))]
        draw.shuffle(once)
        found += once
    return found


def _distinct(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    while pairs:
        batch: list[Pair] = []
        rest: list[Pair] = []
        seen: set[str] = set()
        for pair in pairs:
            texts = {f"question {pair.question}", f"passage {pair.passage}"}
            fits = len(batch) < BATCH and not texts & seen
            (batch if fits else rest).append(pair)
            seen |= texts if fits else set()
        if len(batch) >= FEWEST:
            yield batch
        pairs = rest


def _with_adapter(model: SentenceTransformer) -> list[torch.nn.Parameter]:
    """Add an untrained adapter, which changes no vector yet, and return the parameters to train."""
    import torch
    from peft import LoraConfig, inject_adapter_in_model

    bert: Any = model.transformers_model
    layers = bert.config.num_hidden_layers
    config = LoraConfig(
        r=RANK, lora_alpha=ALPHA, target_modules=MODULES,
        layers_to_transform=list(range(layers // 3, layers)), layers_pattern="layer",
    )  # fmt: skip
    inject_adapter_in_model(config, bert, NAME)
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = DROPOUT
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def _fit(
    model: SentenceTransformer,
    trained: Sequence[torch.nn.Parameter],
    drawn: Sequence[Sequence[Pair]],
    report: Callable[[str], None],
) -> list[float]:
    import torch

    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    steps, begun = len(drawn), time.monotonic()
    warm_up, every = max(1, min(WARM_UP, steps // 9)), max(1, min(KEPT_EVERY, steps // 18))
    kept: list[torch.Tensor] = []
    losses = []
    for step, batch in enumerate(drawn):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / warm_up) * max(LEAST_RATE, 1 - step / steps)
        loss = _loss(model, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, STEEPEST)
        optimizer.step()
        losses.append(loss.item())
        if step >= steps // 3 and step % every == 0:
            kept = _averaged(kept, trained)
        left = (time.monotonic() - begun) / (step + 1) * (steps - step - 1)
        report(f"训练 {step + 1}/{steps}，损失 {losses[-1]:.3f}，还需约 {_spoken(left)}")
    with torch.no_grad():
        for parameter, average in zip(trained, kept or trained, strict=True):
            parameter.copy_(average)
    return losses


def _loss(model: SentenceTransformer, batch: Sequence[Pair]) -> torch.Tensor:
    """How badly questions find their passages among those of the batch, and passages their questions."""
    import torch

    questions = _encoded(model, "query", [pair.question for pair in batch])
    passages = _encoded(model, "document", [pair.passage for pair in batch])
    scores, own = SCALE * questions @ passages.T, torch.arange(len(batch))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(scores, own) + entropy(scores.T, own)) / 2


def _encoded(model: SentenceTransformer, kind: str, texts: Sequence[str]) -> torch.Tensor:
    """Encode with gradients: the transformer in bfloat16, pooling and normalisation in full precision."""
    import torch

    tokenizer: Any = model.tokenizer
    prompt = model.prompts[kind] or ""
    features = tokenizer(
        [prompt + text for text in texts],
        padding=True, truncation=True, max_length=min(TOKENS[kind], tokenizer.model_max_length), return_tensors="pt",
    )  # fmt: skip
    bert: Any = model.transformers_model
    mask = features["attention_mask"]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = bert(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
    encoded: Any = {"token_embeddings": hidden.float(), "attention_mask": mask}
    for module in list(model)[1:]:
        encoded = module(encoded)
    return encoded["sentence_embedding"]  # type: ignore[no-any-return]


def _averaged(kept: list[torch.Tensor], trained: Sequence[torch.nn.Parameter]) -> list[torch.Tensor]:
    if not kept:
        return [parameter.detach().clone() for parameter in trained]
    return [average.lerp(parameter.detach(), KEPT_SHARE) for average, parameter in zip(kept, trained, strict=True)]


def _spoken(seconds: float) -> str:
    return f"{seconds / 60:.0f} 分钟" if seconds >= 90 else f"{seconds:.0f} 秒"
