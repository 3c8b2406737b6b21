"""The rules' share and the model's share of an answer are kept apart."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from pydantic import SecretStr

from service.answering import Answering, build_answering
from service.cache import Keys
from service.extract import Options
from service.read import read_text
from service.settings import Settings
from tests.ask.scripted import scripted

TEXT = "Twelve bargemen were detained in Calvora on Monday. Nobody said who ordered it. The ferry ran all the same."


def settings(url: str) -> Settings:
    return Settings(
        redis_url=SecretStr(""),
        extract_processes=1,
        model_base_url=url,
        model_name="scripted",
        model_mode="tools",
    )


async def asked(answering: Answering, mode: str) -> dict[str, object]:
    outcome = await answering.answer(read_text(TEXT), Options(model=mode), 60)  # type: ignore[arg-type]
    return {"hit": outcome.hit, "model": json.loads(outcome.kept.body)["report"]["model"]}


def test_new_prompts_redo_nothing_of_the_rules() -> None:
    """The rules' answer is kept under its own key, and taken from there whatever becomes of the prompts."""

    async def run(url: str) -> None:
        answering = build_answering(settings(url))
        try:
            assert (await asked(answering, "auto"))["model"]["status"] == "used"  # type: ignore[index]
            assert (await asked(answering, "off"))["hit"]
            known = answering.keys.answer(read_text(TEXT), Options())
            kept = await answering.answers.recall(known)
            assert kept is not None
            # A kept answer without gaps stands for what the rules found: were it made anew, there would be gaps to ask about.
            nothing_open = json.loads(kept)
            nothing_open["report"]["gaps"] = []
            await answering.answers.remember(known, json.dumps(nothing_open).encode())
            other_prompts = replace(answering, keys=Keys(answering.keys.rules, "other"))
            assert (await asked(other_prompts, "auto"))["model"]["status"] == "not_needed"  # type: ignore[index]
        finally:
            answering.extractors.close()
            await answering.close()

    with scripted() as server:
        asyncio.run(run(server.url))
