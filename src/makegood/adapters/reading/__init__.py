"""Programs that read the text of papers: one folder each."""
