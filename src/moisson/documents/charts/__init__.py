"""Where the money goes, as pictures: spend by month, supplier and category, VAT by rate, and what is missing."""
