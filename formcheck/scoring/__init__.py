"""Labels against results: how right the judgement is, as numbers."""
