"""Every ceiling in one place: what zopa accepts from files, pages and requests that it has no reason to trust.

Sizes are bytes unless the name says otherwise. A thing over a ceiling is listed with the reason; the rest goes on.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

# files
FILE_BYTES: Final = 64 * MIB  # one article file; JSON Lines and CSV are read record by record up to RECORDS
RECORD_BYTES: Final = 4 * MIB  # one record of a JSON Lines or CSV file
RECORDS: Final = 200_000  # records in one file
YAML_BYTES: Final = 4 * MIB  # case, model, pact, scenario and gold files
YAML_DEPTH: Final = 24  # nesting of a YAML file
YAML_NODES: Final = 400_000  # nodes after aliases are expanded, so that no file can explode
CASE_PARTIES: Final = 2_000
CASE_ISSUES: Final = 1_000  # every one is looked for in every sentence
FOLDER_FILES: Final = 100_000  # files below one folder
FOLDER_DEPTH: Final = 32

# articles
ARTICLE_CHARS: Final = 1_000_000  # characters of one article's text
SENTENCE_CHARS: Final = 4_000  # longer 'sentences' are lists or tables: no statements are read from them

# models
MODEL_PARTIES: Final = 200
MODEL_ISSUES: Final = 1_000
MODEL_OPTIONS: Final = 100_000  # options of one issue
TRADES: Final = 10_000  # trades of votes that the exchange model makes in one dossier

# files of other tools
XML_BYTES: Final = 32 * MIB
XML_DEPTH: Final = 32
XML_ELEMENTS: Final = 500_000
GRAPH_STATES: Final = 4096  # states of a graph model, listed one by one
JSON_BYTES: Final = 32 * MIB
EXCHANGE_YAML_BYTES: Final = 16 * MIB  # utility tables of other tools run longer than files that users write
