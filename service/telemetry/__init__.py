"""Seeing inside: logs, metrics and traces."""
