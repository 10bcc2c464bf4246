"""Takes to HTML, captions, tables and JSON."""
