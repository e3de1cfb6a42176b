"""Ask ClamAV, over the socket of its daemon."""
