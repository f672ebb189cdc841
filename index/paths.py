"""Where things lie. ``POLICYBOT_INSTANCE`` moves what the program makes; ``POLICYBOT_ENCODER`` names the encoder,

``POLICYBOT_MILVUS`` the server that holds the vectors, when it is not this machine."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "policy_docs"
INSTANCE = Path(os.environ.get("POLICYBOT_INSTANCE") or ROOT / "instance").resolve()
INDEX = INSTANCE / "index"
MODELS = INSTANCE / "models"
ENCODER = os.environ.get("POLICYBOT_ENCODER") or "builtin"
MILVUS = os.environ.get("POLICYBOT_MILVUS") or ""
