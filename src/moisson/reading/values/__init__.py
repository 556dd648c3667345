"""How amounts, days, numbers and identifiers are written in eight languages: text in, values out."""
