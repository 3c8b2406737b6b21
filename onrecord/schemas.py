"""``onrecord.schemas`` in the checkout, where the schemas are a folder at its top; an installation has them here."""

from schemas import *  # noqa: F403 - the wheel has the package itself in this place
from schemas import __all__ as __all__
