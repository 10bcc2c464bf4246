"""One package a place: a view, and beside it the view-model, which knows no widget."""
