"""Lay the papers of a purchase side by side: what they say alike, where they differ, and why.

Pure: papers in, a comparison out; no rows, no clock. Tolerances and patterns are the handbook's
(MAT-1, the table mismatch_patterns). Source: C20.
"""

from makegood.domains.aftersales.matching.comparing import Comparison, Dossier, compare
from makegood.domains.aftersales.matching.discrepancies import Discrepancy
from makegood.domains.aftersales.matching.papers import Kind, Paper, PaperLine

__all__ = ["Comparison", "Discrepancy", "Dossier", "Kind", "Paper", "PaperLine", "compare"]
