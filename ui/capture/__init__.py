"""Camera and microphone, or a file in their place: preview, levels, framing hints and the recording itself."""
