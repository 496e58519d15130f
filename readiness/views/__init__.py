"""Pages of readiness: one module per area."""
