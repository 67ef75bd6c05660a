"""From a measured set to its judgement: faults, score, advice, and the result file."""
