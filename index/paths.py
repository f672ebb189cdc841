"""Where things lie. ``POLICYBOT_INSTANCE`` moves what the program makes; ``POLICYBOT_ENCODER`` names the encoder."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "policy_docs"
INSTANCE = Path(os.environ.get("POLICYBOT_INSTANCE") or ROOT / "instance").resolve()
INDEX = INSTANCE / "index"
MODELS = INSTANCE / "models"
ENCODER = os.environ.get("POLICYBOT_ENCODER") or "builtin"
