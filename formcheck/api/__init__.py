"""What Python calls: the commands' own code, by the names of `formcheck.__all__`."""
