"""Taking what tells about a person out of the journal; in the writing thread.

The ids stay, and what was done with them, so that the audit trail stays whole. What is not settled
keeps its values: somebody still has to decide about it, or it is still to be sent.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from ...api.operations import OPERATIONS
from ...api.privacy import is_personal
from .entries import NOT_KEPT

_SETTLED = "state IN ('confirmed', 'refused', 'merged') AND NOT needs_person"


def forget_people(
    connection: sqlite3.Connection, subjects: Collection[str], customer_ids: Collection[str]
) -> int:
    """Strip the settled entries about customers; remove the drafts and scans of what was theirs.

    Args:
        connection: The journal's.
        subjects: The customers, their orders and garments, as the journal names them.
        customer_ids: Tell what was made for the customers without a number of its own.

    Returns:
        How many entries about the customers are not settled, and keep their values.
    """
    about = (
        "(subject IN (SELECT value FROM json_each(:subjects))"
        " OR json_extract(parameters, '$.customerID') IN (SELECT value FROM json_each(:ids))"
        " OR json_extract(reply, '$.CustomerID') IN (SELECT value FROM json_each(:ids)))"
    )
    values = {"subjects": json.dumps(list(subjects)), "ids": json.dumps(list(customer_ids))}
    _strip(connection, about, values)
    connection.execute(
        "DELETE FROM drafts WHERE customer_id IN (SELECT value FROM json_each(:ids))", values
    )
    connection.execute(
        """DELETE FROM scans WHERE 'order:' || order_id IN (SELECT value FROM json_each(:subjects))
        OR (kind = 'customer' AND code IN (SELECT value FROM json_each(:ids)))""",
        values,
    )
    row = connection.execute(
        f"SELECT count(*) FROM entries WHERE {about} AND NOT ({_SETTLED})",  # noqa: S608
        values,
    ).fetchone()
    return int(row[0])


def forget_before(connection: sqlite3.Connection, moment: float) -> None:
    """Strip the settled entries and remove the drafts from before a moment, in Unix seconds."""
    _strip(connection, "created_at < :moment AND before IS NOT NULL", {"moment": moment})
    connection.execute("DELETE FROM drafts WHERE kept_at < ?", (moment,))


def _strip(connection: sqlite3.Connection, where: str, values: Mapping[str, object]) -> None:
    rows = connection.execute(
        f"SELECT id, operation, parameters, reply FROM entries WHERE {where} AND {_SETTLED}",  # noqa: S608
        values,
    )
    connection.executemany(
        "UPDATE entries SET parameters = ?, reply = ?, before = NULL, error = '' WHERE id = ?",
        [
            (
                json.dumps(_without_personal(row["operation"], json.loads(row["parameters"]))),
                json.dumps(_ids(json.loads(row["reply"] or "{}"))),
                row["id"],
            )
            for row in rows.fetchall()
        ],
    )


def _without_personal(operation: str, parameters: Mapping[str, object]) -> dict[str, object]:
    known = OPERATIONS.get(operation)  # none where a damaged file or another version wrote it
    declared = {each.name: each for each in known.parameters} if known else {}
    return {
        name: NOT_KEPT if name not in declared or is_personal(declared[name]) else value
        for name, value in parameters.items()
    }


def _ids(reply: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in reply.items() if name.lower().endswith("id")}
