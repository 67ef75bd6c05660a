"""Everything a person or a program gets to see."""
