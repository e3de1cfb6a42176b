"""Let questions about what electricity costs be answered from the tariffs themselves."""

from __future__ import annotations

from makegood.domains.knowledge.finders import table_reader
from makegood.domains.utility.queries import told_of_use

TOLD_OF_USE = table_reader(told_of_use)
