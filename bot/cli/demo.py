"""`tactful demo`: watch the bot at work, without a Discord account."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path

import click

from bot.demo.play import play, running, show_cards
from bot.demo.tally import tally
from bot.demo.terminal import card_lines, table
from bot.demo.thread import load_thread
from bot.sandbox.model import JSON
from classifier.training.topics import SEEDS

DEFAULT_PORT = 8765


@click.command(name="demo")
@click.option(
    "--port", default=DEFAULT_PORT, show_default=True, help="Where to serve the page; 0 takes a free port."
)
@click.option("--pause", default=0.25, show_default=True, help="Seconds between two posts of the discussion.")
@click.option(
    "--seeds",
    type=click.Path(path_type=Path),
    default=SEEDS,
    help="Folder with the comments and topics [default: that of the clone].",
)
def command(port: int, pause: float, seeds: Path) -> None:
    """Play a discussion to the real bot on a local Discord, and open a page to join in.

    Nothing leaves this machine. Stop it by Ctrl-C; with DEMO_ONCE=1 in the environment it ends by itself
    after a table of what was rightly and wrongly flagged.

    \b
    Example:
      DEMO_ONCE=1 tactful demo --pause 0
    """
    logging.getLogger("discord").setLevel(logging.ERROR)
    asyncio.run(_demo(port, pause, seeds, once=os.environ.get("DEMO_ONCE") == "1"))


async def _demo(port: int, pause: float, seeds: Path, *, once: bool) -> None:
    topic, posts = load_thread(seeds)
    colour = sys.stdout.isatty()
    async with running(topic, port) as played:
        click.echo(f"The local Discord is at {played.sandbox.url}")
        click.echo(f"The bot has joined and reads #{played.demo.discussion.name}: {topic.title}.\n")
        cards: asyncio.Queue[JSON] = asyncio.Queue()
        show_cards(played, cards.put_nowait)
        printing = asyncio.create_task(_print(cards, colour=colour))
        flagged = await play(played, posts, 0 if once else pause)
        await _printed(cards, printing)
        counts = tally([(post.labels, labels) for post, labels in zip(posts, flagged, strict=True)])
        click.echo("\n".join(table(counts, len(posts))))
        if not once:
            click.echo(
                f"\nYour turn: open {played.sandbox.url}, write something, press a button. Ctrl-C ends it."
            )
            await printing


async def _print(cards: asyncio.Queue[JSON], *, colour: bool) -> None:
    """Print cards as they come, in a task of its own: a closed pipe must not disturb the server."""
    while True:
        click.echo("\n".join([*card_lines(await cards.get(), colour=colour), ""]))
        cards.task_done()


async def _printed(cards: asyncio.Queue[JSON], printing: asyncio.Task[None]) -> None:
    """Wait until all cards so far are printed, or fail as the printing did."""
    joined = asyncio.create_task(cards.join())
    await asyncio.wait({joined, printing}, return_when=asyncio.FIRST_COMPLETED)
    joined.cancel()
    if printing.done():
        printing.result()
