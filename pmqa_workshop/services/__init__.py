"""What a person does: one function each, actor first checked, nothing committed here."""
