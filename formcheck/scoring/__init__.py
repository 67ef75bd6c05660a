"""Results against labels: the accuracy of the judgement, in numbers."""
