"""How two claims compare: the rules as data, parties, what fusion asks of a claim, blocks, findings."""
