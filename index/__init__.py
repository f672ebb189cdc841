"""Make policies searchable, and search them: ``build(docs, out)``, then ``Index.open(out).search(…)``."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products here are small: its threads would wait for one another

from .building import BuildReport, build
from .clauses import Clause
from .documents import Document
from .errors import DocumentError, EngineError, ModelError, PolicyIndexError, StoreError
from .hits import Filter, Hit
from .search import Index
from .validity import State, Validity, today, validity

__all__ = [
    "BuildReport",
    "Clause",
    "Document",
    "DocumentError",
    "EngineError",
    "Filter",
    "Hit",
    "Index",
    "ModelError",
    "PolicyIndexError",
    "State",
    "StoreError",
    "Validity",
    "build",
    "today",
    "validity",
]
