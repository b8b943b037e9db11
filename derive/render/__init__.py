"""How a checked derivation looks: text, LaTeX, JSON, and certificates in words."""
