"""What several faces need alike: pages from templates, records to read, who acts for whom."""
