"""Screening text for what may identify somebody. Pure Python: no framework, no storage, no network."""

from learning.deidentification.findings import Finding, Kind
from learning.deidentification.lexicon import Lexicon, Term
from learning.deidentification.screen import screen

__all__ = ["Finding", "Kind", "Lexicon", "Term", "screen"]
