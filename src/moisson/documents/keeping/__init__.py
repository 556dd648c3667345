"""How long documents are kept and what of them can be handed to an auditor: the trash, the periods the law asks for, the export of a period."""
