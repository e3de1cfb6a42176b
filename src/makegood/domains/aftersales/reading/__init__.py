"""Read the lines of a paper from the file it came in: a table of values, or UBL; pure.

A photo or a PDF has no lines that a program reads: a person types them in. Whatever is wrong with
a file is said in words (NotRead), and nothing of it is kept.
"""

from makegood.domains.aftersales.reading.files import most_bytes, read_paper
from makegood.domains.aftersales.reading.lines import ReadPaper
from makegood.domains.aftersales.reading.problems import NotRead

__all__ = ["NotRead", "ReadPaper", "most_bytes", "read_paper"]
