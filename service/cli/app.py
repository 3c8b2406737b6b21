"""The commands of ``onrecord`` and their help."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import typer

from service.cli import compared, corpora, given, options, words, written
from service.cli import evaluate as evaluating
from service.cli import explain as explaining
from service.cli import schemas as contract
from service.cli.gold import write_drafts
from service.cli.misused import Misused
from service.cli.output import page
from service.cli.pages import written_pages
from service.cli.run import Run
from service.cli.say import say
from service.cli.tables import csv_files, written_tables
from service.errors import OnrecordError
from service.evaluate.evaluation import ALL, Evaluation
from service.evaluate.gold import SUFFIX, BadGold, GoldText, read_gold
from service.exports.media import MediaUrl

_FAILED = 1
_MISUSED = 2

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(words.app, name="words")
app.command()(corpora.corpus)
app.command()(corpora.forget)
app.command()(corpora.cluster)


def run(arguments: list[str]) -> int:
    """Run a command and give its exit status; Misused if the command is wrong."""
    try:
        return int(app(arguments, prog_name="onrecord", standalone_mode=False) or 0)
    except typer.TyperException as error:
        if error.exit_code == _MISUSED:
            raise Misused(error.format_message()) from None
        raise OnrecordError(error.format_message()) from None


@app.callback(invoke_without_command=True)
def _onrecord(context: typer.Context, version: options.Version = False) -> None:  # noqa: ARG001 - its callback prints it
    """Puts the news on record: transcripts in; elections, protests, detentions and statements out, each value
    with the words it came from.

    \b
    onrecord extract talk.vtt                 the answer as JSON
    onrecord extract talk.vtt --format table  the answer to read
    onrecord explain talk.vtt                 which rule made each record, and by which words
    onrecord corpus talks/ corpus/            any number of transcripts, to Parquet
    onrecord cluster corpus/                  which of its records are of one event
    onrecord serve                            the same over HTTP
    onrecord evaluate --help                  how well, on texts of your own with gold; onrecord gold drafts it
    onrecord words --help                     the word lists: check them, try a sentence
    onrecord schemas --help                   the contract: export, check, validate
    """
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def extract(
    files: options.Files,
    format: options.Format = None,
    output: options.Output = None,
    media_url: options.MediaUrl = None,
    kind: options.GivenKind = None,
    records: options.Records = None,
    published: options.Published = None,
    language: options.Language = None,
    title: options.Title = None,
    source: options.Source = None,
    model: options.Model = "off",
    model_dry_run: options.ModelDryRun = False,
    text: options.Text = False,
    turns: options.Turns = False,
    min_confidence: options.MinConfidence = 0.0,
    processes: options.Processes = None,
) -> None:
    """Find the elections, protests, detentions and statements in transcripts.

    Reads subtitles of all kinds, recognisers' JSON and tables, written transcripts, Word, Markdown, HTML, requests as
    POST /v1/extractions takes them (.json), and requests a line (.jsonl, .ndjson). Of a folder, all that is in it.

    \b
    onrecord extract talk.vtt
    onrecord extract talk.vtt --format table
    onrecord extract talk.vtt -o talk.html
    onrecord extract talks/ -o talks.xlsx --media-url 'https://media.example/watch?v={id}&t={seconds}'
    onrecord extract report.txt --published 2023-12-26 --records elections,protests
    pdftotext report.pdf - | onrecord extract -

    One transcript gives its extraction: the bytes that HTTP gives, and a line end. Several files, or a .jsonl file,
    give a line each, in order: {"id", "extraction"}, or {"id", "problem"} where there is no answer; the others go on.
    A line on standard error tells what was found.

    \b
    {"id": "a1", "text": "Police arrested ..."}     one line of in.jsonl
    onrecord extract in.jsonl -o out.jsonl --processes 4
    onrecord extract in.jsonl --format csv -o tables --records detentions

    A run over lines that was cut off goes on where it was when the same command is given again: until all is there,
    its answers lie beside OUT, in a hidden file that ends in .part, and an older OUT stays as it is.

    With --model auto, a language model is shown the stories in which something is open, and what the rules made of
    them, with always, all stories. What it says counts as far as the transcript bears it out; where it fails, the
    rules' answer stands, and a line on standard error tells why. Any server with OpenAI's protocol will do:

    \b
    export ONRECORD_MODEL_BASE_URL=http://127.0.0.1:11434/v1 ONRECORD_MODEL_NAME=NAME
    onrecord extract talk.vtt --model auto

    Exit status: 0 all answered, 1 some were not, 2 the command itself is wrong.
    """
    form = format or given.form_by_name(output)
    asked = {**given.asked(model, dry_run=model_dry_run), "turns": turns, "min_confidence": min_confidence}
    wanted = given.options(records, **asked, text=text or form == "html")  # a page shows it
    defaults = given.defaults(wanted, published=published, language=language, title=title, source=source)
    url = given.media_url(media_url, form)
    run = Run(given.checked_files(files, output), kind, defaults, processes, form, url.columns if url else frozenset())
    raise typer.Exit(_FAILED if _write(run, output, url) else 0)


def _write(run: Run, output: Path | None, url: MediaUrl | None) -> int:
    """Write all answers; how many transcripts have none."""
    if run.format == "csv" or run.format == "xlsx":
        output = given.table_output(output, run.format)
        records = run.defaults.options.get("records", ())
        if run.format == "csv" and output is not None:
            given.check_tables(csv_files(output, records), run.files)
        with written_tables(run.format, output, records, url) as write:
            return run.write_with(write)
    if run.format == "html":
        with written_pages(run, given.page_output(output, one=run.one), url) as write:
            return run.write_with(write)
    with written.taken_up(output, run.mark()) as begun:
        return run.write_to(begun, terminal=written.is_terminal(output))


@app.command()
def explain(
    files: options.Files,
    format: options.ExplainFormat = "text",
    output: options.Output = None,
    kind: options.GivenKind = None,
    records: options.Records = None,
    published: options.Published = None,
    language: options.Language = None,
) -> None:
    """Tell why each record is there: the rule that made it, what that rule looks for, and the words it read.

    Reads what `onrecord extract` reads. Prints for each record its facts in a line, its rules with the words by which
    each saw or read something, and the words that the record rests on, by line, offset and time; then what was seen
    and could not be settled.

    \b
    onrecord explain talk.vtt
    onrecord explain report.txt --records protests --format json

    One transcript gives one JSON object; several, or a .jsonl file, a line each: {"id", "explanation"}, or
    {"id", "problem"}.
    Exit status: 0 all explained, 1 some were not, 2 the command itself is wrong.
    """
    defaults = given.defaults(given.options(records), published=published, language=language)
    read = given.checked_files(files, output)
    with written.opened(output) as out:
        run = Run(read, kind, defaults, 1, "json")
        if format == "json":
            write = explaining.as_json(out, one=run.one)
        else:
            write = explaining.to_read(out, one=run.one, terminal=written.is_terminal(output))
        problems = explaining.explain_all(run.items(), write)
    raise typer.Exit(_FAILED if problems else 0)


@app.command()
def evaluate(
    gold: options.GoldFolder,
    format: options.ExplainFormat = "text",
    output: options.Output = None,
    records: options.Records = None,
    answers: options.Answers = None,
    against: options.Against = None,
    misses: options.Misses = 0,
    gaps: options.Gaps = False,
    reliability: options.Reliability = False,
    model: options.Model = "off",
    processes: options.Processes = None,
) -> None:
    """Hold what is found against gold of your own: precision, recall and F1 of records and of each field.

    GOLD is a folder with a text (NAME.txt, .vtt or .srt) and NAME.gold.json for each: docs/evaluating.md has the form, and
    onrecord gold NAME.txt writes a draft of it.

    \b
    onrecord evaluate gold/ --records detentions
    onrecord evaluate gold/ --misses 20 --gaps --reliability
    onrecord evaluate gold/ --model auto              how much a model adds to the rules, and what it costs
    onrecord evaluate gold/ --format json -o figures.json

    Two runs are compared by their answers:

    \b
    onrecord extract gold/ -o before.jsonl            then mend a word list, say
    onrecord evaluate gold/ --against before.jsonl    what was gained and lost since

    Exit status: 0 evaluated, 1 gold is malformed (each fault is told with its file and field) or a text could not be
    read, 2 the command itself is wrong.
    """
    texts, plurals = _gold(gold), frozenset(records.split(",")) if records else ALL
    before = compared.evaluate_answers(texts, against, plurals) if against else None
    if answers is not None:
        evaluated = evaluating.Evaluated(compared.evaluate_answers(texts, answers, plurals), 0)
    else:
        evaluated = evaluating.evaluate(texts, model, processes, plurals)
    wanted = evaluating.Wanted(misses, gaps, reliability)
    with written.opened(output) as out:
        _write_evaluation(out, format, evaluated, wanted, before, terminal=written.is_terminal(output))
    raise typer.Exit(_FAILED if evaluated.problems else 0)


def _write_evaluation(
    out: IO[bytes],
    form: str,
    evaluated: evaluating.Evaluated,
    wanted: evaluating.Wanted,
    before: Evaluation | None,
    *,
    terminal: bool,
) -> None:
    after = evaluated.evaluation
    before = before and compared.of_the_same(before, after)
    if form == "json":
        told = evaluating.as_json(evaluated, wanted)
        if before is not None:
            told["against"] = compared.as_json(before, after)
        out.write(json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n")
        return
    with page(out, terminal=terminal) as console:
        evaluating.to_read(console, evaluated, wanted)
        if before is not None:
            compared.to_read(console, before, after)


@app.command()
def gold(files: options.Files, output: options.Output = None, records: options.Records = None) -> None:
    """Write a draft of gold beside each transcript, as NAME.gold.json: what the rules find, for you to correct.

    \b
    onrecord gold talk.vtt
    onrecord gold talks/ --records detentions

    Read the text, take out what is false, mend what is wrong, add what is missing; then evaluate. Gold that is there
    already stays as it is.
    """
    read = given.checked_files(files, output)
    if output is not None and len(read.files) > 1:
        raise typer.BadParameter(
            "--output: one file for several drafts; expected none, so that each lies beside its text"
        )
    run = Run(read, None, given.defaults(given.options(records)), 1, "json")
    raise typer.Exit(_FAILED if write_drafts(run, output) else 0)


def _gold(folder: Path) -> list[GoldText]:
    try:
        texts = read_gold(folder)
    except BadGold as error:
        for fault in error.faults:
            say(fault)
        raise typer.Exit(_FAILED) from None
    if not texts:
        raise typer.BadParameter(f"{folder}: no gold in it; expected files named NAME{SUFFIX} beside NAME.txt")
    evaluating.tell_passed_over(texts)
    return texts


@app.command()
def serve(
    host: options.Host = None,
    port: options.Port = None,
    workers: options.Workers = None,
    processes: options.ServeProcesses = None,
) -> None:
    """Serve the HTTP API until stopped (Ctrl-C).

    \b
    onrecord serve
    onrecord serve --host 0.0.0.0 --port 80 --processes 4
    curl -H 'content-type: text/plain' --data-binary @report.txt localhost:8000/v1/extractions

    Every setting is also an environment variable, ONRECORD_PORT for one; options go first.
    The page at / leads to the API's documentation.
    """
    from service.http.serve import serve as serve_http  # the server's libraries are for this command alone

    serve_http(given.settings(host=host, port=port, workers=workers, extract_processes=processes))


@app.command()
def mcp() -> None:
    """Give an assistant the tools extract, explain and validate (Model Context Protocol, on standard input and output).

    \b
    {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp"]}}}

    What an assistant's settings want to know of it is the command above; a running service has the same tools at /mcp.
    """
    from service.mcp.stdio import serve_stdio

    serve_stdio(given.settings(extract_processes=1))


@app.command()
def key(name: options.KeyName, scopes: options.KeyScopes = "extract,jobs,metrics") -> None:
    """Make an API key, and the entry for the service's settings that knows it.

    \b
    onrecord key desk --scopes extract,jobs
    ONRECORD_API_KEYS='entry-one,entry-two' onrecord serve --host 0.0.0.0

    The key is shown this once; the entry holds its hash alone. To replace a key, add the entry of the new one, hand
    that out, then take the old entry away.
    """
    from service.settings.keys import new_key

    try:
        made, entry = new_key(name, tuple(scope.strip() for scope in scopes.split(",")))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    print(f"key    {made}\nentry  {entry}")


@app.command()
def worker(processes: options.ServeProcesses = None) -> None:
    """Work on the jobs that came in at POST /v1/jobs, until stopped (Ctrl-C). As many workers as you like may run.

    \b
    ONRECORD_REDIS_URL=redis://localhost onrecord worker --processes 2

    A worker may be killed at any time: what it had begun is taken up again, and no result is there twice.
    """
    from service.jobs.work import run_worker

    settings = given.settings(extract_processes=processes)
    if not settings.redis_url.get_secret_value():
        raise typer.BadParameter("jobs wait in Redis: ONRECORD_REDIS_URL names none")
    run_worker(settings)


@app.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
def schemas(context: typer.Context) -> None:
    """The contract: export, check, validate."""
    raise typer.Exit(contract.run(context.args))
