"""``onrecord schemas``: the contract written out, held against an earlier version, and data held against it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.contract.published import export

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The contract: JSON Schemas of all that is sent and answered, and data that keeps them.",
)


@app.command("export")
def export_schemas(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Folder to write to.")],
) -> None:
    """Write the JSON Schemas (2020-12) and the OpenAPI document of this version as files.

    \b
    onrecord schemas export schemas/v1
    """
    for path in export(folder):
        print(path)
