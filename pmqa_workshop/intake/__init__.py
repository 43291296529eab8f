"""Files in: bytes to drafts, each with its place and its doubts. No database."""
