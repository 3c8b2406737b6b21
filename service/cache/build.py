"""The cache that the settings ask for."""

from __future__ import annotations

from service.cache.answers import Answers
from service.cache.key import Keys, keys
from service.cache.memory import Memory
from service.cache.redis import RedisStore
from service.settings import Settings


def build_answers(settings: Settings) -> Answers:
    """In this process alone, or before a Redis where the settings name one."""
    near = Memory(settings.cache_memory_bytes, settings.cache_ttl_s)
    return Answers(near, redis_store(settings), settings.cache_wait_s)


def redis_store(settings: Settings) -> RedisStore | None:
    """The shared store; None without a Redis."""
    url = settings.redis_url.get_secret_value()
    if not url:
        return None
    return RedisStore(
        url,
        budget_s=settings.redis_budget_ms / 1000,
        ttl_s=settings.cache_ttl_s,
        limit=settings.cache_value_bytes,
    )


def build_keys(settings: Settings) -> Keys:
    """The keys of this code with the pipeline of the settings, and the model with all that its answers hang on."""
    model = (settings.model_base_url, settings.model_name, settings.model_mode)
    limits = (settings.model_calls, settings.model_tokens, settings.model_deadline_s)
    return keys(settings.pipeline, (*model, *map(str, limits)))
