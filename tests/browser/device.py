"""What a browser keeps on the device, as somebody finds it who holds the device and no key."""

from __future__ import annotations

import base64
import json
from typing import Any

from playwright.sync_api import Page

RAW = """async () => {
    const database = await new Promise((done) => {
        const asked = indexedDB.open("learning");
        asked.onsuccess = () => done(asked.result);
    });
    if (!database.objectStoreNames.contains("waiting")) return [];
    const rows = await new Promise((done) => {
        const asked = database.transaction("waiting").objectStore("waiting").getAll();
        asked.onsuccess = () => done(asked.result);
    });
    database.close();
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
    const plain = (value) => typeof value === "string"
        ? value
        : { kind: Object.prototype.toString.call(value), bytes: text(value) };
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}"""


def raw(page: Page) -> list[dict[str, Any]]:
    """The records that wait, byte for byte."""
    rows: list[dict[str, Any]] = page.evaluate(RAW)
    return rows


def readable(page: Page) -> str:
    """The records and their bytes in one string, to look for words in."""
    rows = raw(page)
    sealed = [
        base64.b64decode(value["bytes"]).decode("latin-1")
        for row in rows
        for value in row.values()
        if isinstance(value, dict)
    ]
    return json.dumps(rows) + "".join(sealed)


def kept_elsewhere(page: Page) -> list[list[str]]:
    """What stands in local and session storage, but for the address that this tab shows."""
    entries: list[list[str]] = page.evaluate("Object.entries({...localStorage, ...sessionStorage})")
    return [
        entry for entry in entries if entry != ["htmx-current-path-for-history", page.evaluate("location.pathname")]
    ]
