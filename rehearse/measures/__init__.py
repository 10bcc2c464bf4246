"""Numbers and spans from signals: pace, pauses, fillers, voice, eye contact, framing."""
