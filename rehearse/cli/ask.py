"""`rehearse ask`: follow-ups proposed by a language model on this machine, where the person has set one up."""

from __future__ import annotations

import click

from rehearse.cli.console import json_option, print_json, printable
from rehearse.cli.library import open_existing, why_no_report
from rehearse.errors import LocalModelError, StoreError


@click.command()
@click.argument("name", metavar="[TAKE]", default="last")
@click.option("--url", default="", help="The server's address; only one on this machine is accepted.")
@click.option("--model", default="", help="The name that the server knows the model by.")
@json_option
@click.pass_context
def ask(ctx: click.Context, name: str, url: str, model: str, as_json: bool) -> None:
    """Let a language model on this machine propose follow-up questions to TAKE.

    It is off until an address and a model are given here or in the settings; nothing else needs it. Questions that do
    not quote words of the transcript are dropped.
    """
    from rehearse import settings
    from rehearse.local_model.endpoint import local_endpoint
    from rehearse.local_model.propose import propose

    chosen = settings.load().settings
    if not (url or chosen.local_model_url):
        hint = "Give --url http://127.0.0.1:11434/v1 --model NAME, or set them in the app's settings."
        raise LocalModelError("No local model is set up; none is needed.", hint)
    endpoint = local_endpoint(url or chosen.local_model_url, model or chosen.local_model)
    with open_existing(ctx) as library:
        stored = library.get(name)
    if stored.analysis is None:
        raise StoreError(*why_no_report(stored))
    asked = propose(endpoint, stored.analysis.transcript, question=stored.analysis.question)
    if as_json:
        print_json({"take": stored.take.id, "model": endpoint.model, "follow_ups": asked})
        return
    click.echo(f"Proposed by {printable(endpoint.model)} on this machine:")
    for each in asked:
        click.echo(f"  {each.question}\n    on “{printable(each.quote)}”")
    if not asked:
        click.echo("  nothing that quotes the transcript.")
