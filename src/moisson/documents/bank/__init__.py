"""Bank lines beside the documents they pay: importing a bank's files, suggesting, assigning, and the pages of it."""
