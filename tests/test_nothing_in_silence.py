"""Every name that is read as one ends as a mention or as a refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from readings_gate import HERE, place

import jigou.builder.reading
from jigou.builder import read
from jigou.builder.clauses.engine import read_sentence
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.phrases.phrase import PhraseSort


def silent(here: Sentence, drafts: list[Draft]) -> Iterator[str]:
    """The typed names of a sentence that neither a mention nor a refusal speaks of."""
    mentions = [draft.phrase for draft in drafts if isinstance(draft, Mention) and draft.phrase is not None]
    spans = [here.view.span(phrase.start, phrase.end) for phrase in mentions]
    spans.extend(refusal.span for refusal in here.refusals)
    for phrase in here.phrases:
        if phrase.sort is PhraseSort.NAME and phrase.type is not None:
            name = here.view.span(phrase.start, phrase.end)
            if not any(span.start < name.end and name.start < span.end for span in spans):
                yield f"{phrase.text} in {here.text}"


@pytest.mark.parametrize("name", HERE)
def test_every_name_ends_as_mention_or_refusal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []

    def watched(here: Sentence) -> Iterator[Draft]:
        drafts = list(read_sentence(here))
        found.extend(silent(here, drafts))
        return iter(drafts)

    monkeypatch.setattr(jigou.builder.reading, "read_sentence", watched)
    folder = place(name)
    assert isinstance(folder, Path)
    for path in sorted(folder.glob("*.txt")):
        read(path)
    assert found == []
