"""Optional, and off until the person turns it on: a language model on this machine may propose follow-up questions.

Only here is one spoken to; only a loopback address is accepted; and only questions that quote words of the transcript
are believed. Nothing in the app needs it.
"""
