"""Question packs, today's question, mock loops."""
