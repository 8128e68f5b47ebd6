"""Score an extraction against a known truth: strict and soft, field by field, with support."""
