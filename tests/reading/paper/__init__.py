"""Documents of companies that do not exist, drawn in many layouts and eight languages, with what is true of each."""
