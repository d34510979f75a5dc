"""Ranks the rules in a report of envlint: python rank.py findings.jsonl"""

import sys
from pathlib import Path

import duckdb

query = Path(__file__).with_name("rank.sql").read_text()
found = duckdb.connect().execute(query, {"report": sys.argv[1]})
names = [column[0] for column in found.description]
print(*names, sep="\t")
for row in found.fetchall():
    print(*row, sep="\t")
