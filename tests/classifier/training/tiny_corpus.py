"""A made-up corpus, small enough to train on in a second, with every label in both classes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from classifier.labels import NAMES

TELLING = {
    "insult": ("idiot", "moron", "walnut", "clown"),
    "identity_attack": ("elves", "dwarves"),
    "threat": ("strangle", "drown"),
    "obscene": ("fudge", "frick"),
    "hostile": ("pathetic", "clueless"),
    "spam": ("nitro", "airdrop"),
}
PLAIN = ("chips", "rules", "trade", "export", "ships", "tariff", "deal", "market", "price", "good", "agree")
TOPIC = "Export rules for chips and what the trade deal says of market prices."
ASIDE = ("kittens", "bicycle", "soup", "weather", "guitar", "holiday", "football", "painting")


def rows(count: int = 240, seed: int = 1) -> list[dict[str, object]]:
    """Comments of which every other has a telling word, labelled by it, and a third are off the topic."""
    random = Random(seed)
    made: list[dict[str, object]] = []
    for number in range(count):
        label = random.choice(sorted(TELLING)) if number % 2 else None
        off_topic = number % 3 == 0
        words = random.choices(ASIDE if off_topic else PLAIN, k=random.randint(4, 8))
        if label:
            words.insert(random.randrange(len(words)), random.choice(TELLING[label]))
        labels = dict.fromkeys(NAMES, 0) | {"off_topic": int(off_topic)}
        if label:
            labels[label] = 1
            labels["incivility"] = int(label not in ("spam", "obscene"))
        text, voice = " ".join(words), f"v{number % 24}"
        made.append({"id": f"t{number}", "text": text, "topic": TOPIC, "voice": voice, **labels})
    return made


def write(path: Path) -> Path:
    """The corpus as a file; it must be named comments.jsonl for its rows to count as trusted."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    return path
