"""The store in this process: the least recently used goes once ``limit`` bytes are held, and all of it after a while."""

from __future__ import annotations

from cachetools import TTLCache

from service.cache.port import Address, Kept

# What an entry costs beside its bytes: keys, links and objects.
_OVERHEAD = 512


class Memory:
    """Answers by content, and by the very bytes of the request. It is asked and filled without waiting."""

    def __init__(self, limit: int, ttl_s: float) -> None:
        self._answers: TTLCache[str, Kept] = TTLCache(limit, ttl_s, getsizeof=lambda kept: len(kept.body) + _OVERHEAD)
        # An alias is 64 characters that lead to a key: small beside the answers, so they are only counted.
        self._aliases: TTLCache[str, str] = TTLCache(max(limit // (8 * _OVERHEAD), 1), ttl_s)

    def find(self, alias: str) -> Kept | None:
        """The answer to the request with these very bytes."""
        key = self._aliases.get(alias)
        return self._answers.get(key) if key is not None else None

    def get(self, address: Address) -> Kept | None:
        """The answer to a request with that content; its alias leads there from now on."""
        kept = self._answers.get(address.key)
        if kept is not None and address.alias is not None:
            self._aliases[address.alias] = address.key
        return kept

    def put(self, address: Address, kept: Kept) -> bool:
        """Keep the answer; False if it is larger than all that may be held."""
        if len(kept.body) + _OVERHEAD > self._answers.maxsize:
            return False
        self._answers[address.key] = kept
        if address.alias is not None:
            self._aliases[address.alias] = address.key
        return True
