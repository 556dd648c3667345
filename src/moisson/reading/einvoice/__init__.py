"""E-invoices: the XML kinds, their rules, and the page a person reads."""
