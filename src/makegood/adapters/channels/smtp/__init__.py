"""Real mail: what comes in over SMTP, and what leaves the house over SMTP. RFC 5321."""
