"""Large batches: kept in Redis, worked on by ``onrecord worker``, answered page by page."""
