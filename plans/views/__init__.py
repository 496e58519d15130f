"""Pages that show plans: one module per page."""
