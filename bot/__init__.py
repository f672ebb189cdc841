"""Question in, cited answer out; knows nothing of HTTP or FAISS. ``Bot(index).answer(Question(text=…))``."""

from .answers import Answer, Citation, Contact, Notice, Status
from .pipeline import Bot
from .questions import AUDIENCES, Question

__all__ = ["AUDIENCES", "Answer", "Bot", "Citation", "Contact", "Notice", "Question", "Status"]
