"""What the templates of runs may load."""
