"""What was extracted once is not extracted again: in this process, and over all replicas where there is a Redis."""

from service.cache.answers import Answers
from service.cache.build import build_answers, build_keys
from service.cache.key import Keys
from service.cache.port import Address, Kept, Outcome

__all__ = ["Address", "Answers", "Kept", "Keys", "Outcome", "build_answers", "build_keys"]
