"""Reads exports with the tools that they are for: DuckDB, bagit, networkx. The folder and the page about exports are the arguments."""

import json
import sys
from datetime import date, datetime
from pathlib import Path

import bagit
import duckdb
import networkx

folder = Path(sys.argv[1])
records = [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]


def rows(query):
    return duckdb.sql(query.replace("@", f"{folder}/")).fetchall()


keys = []
for record in records:
    key = record.get("mrn", {}).get("canonical") or "sha256:" + record["source"]["sha256"][:16]
    keys.append(f"{key}-2" if key in keys else key)

# Nested: the record's own keys.
assert rows("""SELECT telegram, subject, "from".post, list_transform("to", lambda a: a.name), list_transform(tags, lambda t: t.code),
    len(body), body[1].text, body[1].span[2], sent.at AT TIME ZONE 'UTC', sent.date, attributes['Draft Date']
    FROM '@telegrams.parquet'""") == [
    (
        k,
        r.get("subject"),
        r.get("from", {}).get("post"),
        [a["name"] for a in r.get("to", [])],
        [t["code"] for t in r.get("tags", [])],
        len(r["body"]),
        r["body"][0]["text"],
        r["body"][0]["span"][1],
        datetime.fromisoformat(at[:-1]) if "T" in (at := r.get("sent", {}).get("at", "")) else None,
        date.fromisoformat(at[:10]) if at else None,
        r.get("attributes", {}).get("Draft Date"),
    )
    for k, r in zip(keys, records)
]

# Flat: the same rows in both forms.
for table, expected in {
    "paragraphs": [(k, b.get("number"), b["text"]) for k, r in zip(keys, records) for b in r["body"]],
    "references": [(k, f.get("mrn"), f["text"]) for k, r in zip(keys, records) for f in r.get("references", [])],
    "addressees": [
        (k, a.get("post"), a["name"])
        for k, r in zip(keys, records)
        for a in ([r["from"]] if "from" in r else []) + r.get("to", []) + r.get("info", [])
    ],
}.items():
    columns = {"paragraphs": "number, text", "references": "mrn, text", "addressees": "post, name"}[table]
    assert rows(f"SELECT telegram, {columns} FROM '@{table}.parquet'") == expected, table
    assert rows(f"SELECT telegram, {columns} FROM read_csv('@{table}.csv', header = true)") == expected, table
assert [row[0] for row in rows("SELECT telegram FROM read_csv('@telegrams.csv', header = true)")] == keys

# The queries of the documents.
queries = Path(sys.argv[2]).read_text().split("```sql\n")[1:]
assert len(queries) >= 3
for query in queries:
    query = query.split("```")[0].replace("'telegrams.", "'@telegrams.").replace("'paragraphs.", "'@paragraphs.")
    query = query.replace("'references.", "'@references.").replace("'addressees.", "'@addressees.")
    assert rows(query), query

bag = bagit.Bag(str(folder / "bag"))
bag.validate()
assert bag.info["Source-Organization"] == "The harbor office of Port Alder"

graph = networkx.read_graphml(folder / "telegrams.graphml")
assert {n for n, known in graph.nodes(data="known") if known and not n.startswith("post:")} >= set(keys)
references = {(k, f["mrn"]) for k, r in zip(keys, records) for f in r.get("references", []) if "mrn" in f}
assert {(a, b) for a, b, relation in graph.edges(data="relation") if relation == "reference"} == references
print("all read")
