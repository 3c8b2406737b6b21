"""Extractions in the forms of others: PLOVER-like events, flat tables, schema.org. docs/exports.md says what each loses."""
