"""The commands that make and mend corpora."""

from __future__ import annotations

import typer

from service.cli import cluster as cluster_run
from service.cli import corpus as corpus_run
from service.cli import given, options

_FAILED = 1


def corpus(
    source: options.Source_,
    out: options.Corpus,
    engine: options.Engine = "local",
    workers: options.CorpusWorkers = None,
    address: options.RayAddress = None,
    columns: options.Columns = None,
    dated: options.Dated = False,
    shards: options.Shards = None,
    media_url: options.MediaUrl = None,
    records: options.Records = None,
    published: options.Published = None,
    language: options.Language = None,
    title: options.Title = None,
    outlet: options.Source = None,
    model: options.Model = "off",
    model_tokens: options.ModelTokens = None,
    text: options.Text = False,
    turns: options.Turns = False,
    min_confidence: options.MinConfidence = 0.0,
) -> None:
    """Extract from any number of transcripts to folders of Parquet, and go on where a run was cut off.

    IN is requests a line (.jsonl, .ndjson), Parquet, or a folder of these and of transcripts in any form: a path, a pattern,
    or an address that fsspec knows (s3://bucket/talks; its package has to be there). OUT is a folder: extractions (a row a
    transcript, whatever was found), stories, problems, and a dataset a record type, whose rows have the record as JSON and
    flat columns as in --format csv. docs/corpora.md has all columns.

    \b
    onrecord corpus subtitles/ corpus/ --dated
    onrecord corpus talks.parquet corpus/ --columns text=body,published=aired,id=url
    onrecord corpus s3://bucket/talks corpus/ --engine ray --workers 64 --address ray://head:10001

    \b
    python -c "import duckdb; print(duckdb.sql(\\"select place, count(*) from 'corpus/detentions/*.parquet' group by all\\"))"

    The same command again makes what is not there: what a run that was killed had left to do, what was added to IN, what
    other rules or word lists would answer otherwise. No row is there twice, lost, or made again. A transcript that was sent
    twice, with the same content, is there once; a name (the file's path in IN, or the line's id) is of one transcript each.
    onrecord forget deletes transcripts.

    \b
    export ONRECORD_MODEL_BASE_URL=http://127.0.0.1:11434/v1 ONRECORD_MODEL_NAME=NAME
    onrecord corpus talks/ corpus/ --model auto --model-tokens 2000000      the whole run sends no more

    Exit status: 0 all answered, 1 some were not (the dataset of problems tells why), 2 the command itself is wrong.
    """
    asked = given.run_asked(model, model_tokens)
    wanted = given.options(records, **asked, text=text, turns=turns, min_confidence=min_confidence)
    defaults = given.defaults(wanted, published=published, language=language, title=title, source=outlet)
    url = given.media_url(media_url, "csv")
    corpus_run.check(address, engine)
    how = corpus_run.Wanted(engine, workers, address, shards, columns, dated, model_tokens, url, media_url)
    raise typer.Exit(_FAILED if corpus_run.make(source, out, defaults, how) else 0)


def forget(out: options.Corpus, names: options.Names) -> None:
    """Delete transcripts from a corpus, with all that was made of them.

    \b
    onrecord forget corpus/ talks/2031-06-02.vtt

    A name is what the column transcript has. Who still has the transcript in IN makes it anew with the next run over that:
    take it away there first. The events of onrecord cluster go as well; what other programs have made of the corpus is not
    touched.
    Exit status: 0 all deleted, 1 some names there were not, 2 the command itself is wrong.
    """
    raise typer.Exit(_FAILED if corpus_run.forget(out, names) else 0)


def cluster(out: options.Corpus) -> None:
    """Tell which records of a corpus are of one event, and put what its sources say side by side.

    OUT is a folder that `onrecord corpus IN OUT` wrote, best with --text: then the words round each record are compared as
    well. Three datasets come to stand in it: events (a row an event: first report, spread, figures by their sources, where
    these gainsay each other, the stages of a case in order), members (the records of each event) and pairs (all records that
    were compared, with the score, its parts, and what was decided). docs/corpora.md has all columns.

    \b
    onrecord corpus subtitles/2031 corpus/ --text
    onrecord cluster corpus/
    duckdb -c "select first_published, place, who, figures, disagreements from 'corpus/events/*.parquet' where sources > 2"
    duckdb -c "select score, parts, decision from 'corpus/pairs/*.parquet' where record_id = 'detention_8aa7c329b852aaee'"

    Records that share a place, a name or a rare word, and are near in time, are compared: place, time, people, names, kind,
    figures, words. What each agreement and difference is worth stands in the list clusters/weights, which a folder of your own
    can mend (docs/words.md). The surest pairs are joined first; two cases of one person, two polling days or two arrests of
    others never are. Somebody held in three reports over a month is one case; held again after that, another.

    The same corpus gives the same bytes, in whatever order it was made. An event_id stays when later reports come in; a report
    that is earlier than the first changes it. After changes to the corpus give the command again.

    Exit status: 0 done, 1 there is no corpus or another run is writing it, 2 the command itself is wrong.
    """
    cluster_run.make(out)
