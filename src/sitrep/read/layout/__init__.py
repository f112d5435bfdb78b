"""How a report's text is laid out: its paragraphs, and the rules that tell their kinds apart."""
