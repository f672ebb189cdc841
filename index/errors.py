"""What can go wrong in this package.

IndexError_ is taken by Python, so the base is PolicyIndexError:

    PolicyIndexError
    ├── DocumentError      a policy file cannot be used: the message names file, field and fix
    ├── ModelError         the encoder's files are missing, damaged or not the ones we know
    ├── StoreError         the saved index is missing, damaged, locked or made otherwise
    └── EngineError        Milvus does not answer, or lacks what the index expects there
"""


class PolicyIndexError(Exception):
    """The base; its text is in Chinese and meant for the clerk who must act."""


class DocumentError(PolicyIndexError):
    """A policy file cannot be used as it is."""


class ModelError(PolicyIndexError):
    """The encoder cannot be prepared or opened."""


class StoreError(PolicyIndexError):
    """A saved index cannot be opened or written."""


class EngineError(PolicyIndexError):
    """The vectors, kept elsewhere, cannot be reached."""
