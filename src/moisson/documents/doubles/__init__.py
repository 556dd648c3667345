"""The same document that came twice: kept as one with several origins where it is sure, shown as a pair to decide where not."""
