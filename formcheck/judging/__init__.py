"""From a measured set to what is said of it: faults, scores, advice, the result. numpy and the standard library."""
