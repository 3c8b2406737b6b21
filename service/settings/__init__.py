"""How the service runs: its settings, API keys, and what of the machine is ours."""

from service.settings.settings import Settings, misspelt

__all__ = ["Settings", "misspelt"]
