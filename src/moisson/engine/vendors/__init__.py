"""In here may be only the interfaces that vendors publish for one's own invoices: one file a vendor, and what they share."""
