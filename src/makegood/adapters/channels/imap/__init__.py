"""Mail that waits at the company's provider, fetched over IMAP. RFC 3501, RFC 8314."""
