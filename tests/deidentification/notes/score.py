#!/usr/bin/env python3
# ruff: noqa  -- kept as it was handed over, so that its figures compare with those of others
"""Score a de-identification screener on notes.jsonl.

    python3 score.py predictions.jsonl [--gold notes.jsonl] [--misses] [--alarms] [--ignore KIND ...] [--json]
    python3 score.py --selftest

predictions.jsonl: one object a line, {"id": "V01", "findings": [{"start": 0, "end": 4, "kind": "PERSON"}, ...]}
Offsets are Python string (code point) offsets, end exclusive.  `kind` is free text and is not matched to the gold
category: a span counts as found whoever found it and under whatever label.

found    every non-space character of the gold span is covered by the union of that vignette's findings
touched  at least one non-space character is covered
false-alarm characters  non-space characters covered by a finding and inside no gold span, per 1,000 non-space characters
"""

import argparse, json, os, random, sys
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ORDER = [
    "PERSON",
    "NICKNAME",
    "INITIALS",
    "ADDRESS",
    "POSTCODE",
    "PHONE",
    "EMAIL",
    "URL_OR_HANDLE",
    "NHS_NUMBER",
    "NI_NUMBER",
    "UPN",
    "VEHICLE_REG",
    "CASE_REF",
    "DOB",
    "SCHOOL",
    "DATE",
    "AGE",
    "PLACE",
    "ORGANISATION",
    "ETHNICITY_NATIONALITY",
    "RELIGION",
    "HEALTH_RARE",
    "OCCUPATION_RARE",
    "RARE_EVENT",
]


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(l) for l in f if l.strip()]


def merge_predictions(rows, gold, ignore=()):
    lens = {g["id"]: len(g["text"]) for g in gold}
    out, warn = {i: [] for i in lens}, []
    seen = set()
    for r in rows:
        if r["id"] not in lens:
            raise SystemExit(f"prediction for unknown id {r['id']!r}")
        seen.add(r["id"])
        for f in r.get("findings", []):
            s, e = int(f["start"]), int(f["end"])
            if not 0 <= s < e <= lens[r["id"]]:
                raise SystemExit(f"{r['id']}: finding {s}..{e} outside the text (length {lens[r['id']]})")
            if f.get("kind") not in ignore:
                out[r["id"]].append((s, e, str(f.get("kind", ""))))
    if set(lens) - seen:
        warn.append(f"{len(set(lens) - seen)} vignettes have no prediction line; scored as no findings")
    return out, warn


def score(gold, preds):
    per = defaultdict(lambda: [0, 0, 0])  # n, found, touched
    sev = defaultdict(lambda: [0, 0, 0])
    vig = {}  # id -> severity -> [n, found]
    ents = defaultdict(lambda: [0, 0])  # severity -> distinct entities, all mentions found
    fa = {"clean": [0, 0], "dirty": [0, 0]}  # false chars, chars
    fa_kind, fa_find, misses, alarms = Counter(), Counter(), [], []
    quiet = n_clean = 0
    for g in gold:
        t = g["text"]
        cov = bytearray(len(t))
        gold_c = bytearray(len(t))
        for s, e, _ in preds[g["id"]]:
            cov[s:e] = b"\1" * (e - s)
        v = vig[g["id"]] = {"direct": [0, 0], "quasi": [0, 0]}
        ent = {}
        for sp in g["spans"]:
            s, e = sp["start"], sp["end"]
            gold_c[s:e] = b"\1" * (e - s)
            idx = [i for i in range(s, e) if not t[i].isspace()]
            found, touched = all(cov[i] for i in idx), any(cov[i] for i in idx)
            for row in (per[sp["category"]], sev[sp["severity"]], sev["all"]):
                row[0] += 1
                row[1] += found
                row[2] += touched
            v[sp["severity"]][0] += 1
            v[sp["severity"]][1] += found
            k = (sp["severity"], sp["category"], " ".join(sp["text"].lower().split()))
            ent[k] = ent.get(k, True) and found
            if not found:
                misses.append(
                    (
                        g["id"],
                        sp["category"],
                        sp["text"],
                        "partly" if touched else "missed",
                        t[max(0, s - 30) : e + 20].replace("\n", " "),
                    )
                )
        for k, ok in ent.items():
            ents[k[0]][0] += 1
            ents[k[0]][1] += ok
        grp = fa["clean" if g["clean"] else "dirty"]
        for i, ch in enumerate(t):
            if not ch.isspace():
                grp[1] += 1
                grp[0] += bool(cov[i] and not gold_c[i])
        for s, e, k in preds[g["id"]]:
            if not any(gold_c[s:e]):
                fa_find["clean" if g["clean"] else "dirty"] += 1
                if g["clean"]:
                    fa_kind[k] += 1
                alarms.append((g["id"], k, t[s:e].replace("\n", " "), t[max(0, s - 25) : e + 20].replace("\n", " ")))
        if g["clean"]:
            n_clean += 1
            quiet += not preds[g["id"]]
    ratio = lambda a, b: a / b if b else float("nan")
    withd = [v for v in vig.values() if v["direct"][0]]
    withany = [v for v in vig.values() if v["direct"][0] + v["quasi"][0]]
    rnd = random.Random(7)
    boot = {"direct": [], "quasi": []}
    ids = [i for i, v in vig.items() if v["direct"][0] + v["quasi"][0]]
    for _ in range(1000):
        smp = [vig[rnd.choice(ids)] for _ in ids]
        for k in boot:
            boot[k].append(ratio(sum(v[k][1] for v in smp), sum(v[k][0] for v in smp)))
    ci = {k: (sorted(b)[25], sorted(b)[974]) for k, b in boot.items()}
    return (
        {
            "per_category": {
                c: {
                    "n": per[c][0],
                    "found": per[c][1],
                    "recall": ratio(per[c][1], per[c][0]),
                    "touched": ratio(per[c][2], per[c][0]),
                }
                for c in ORDER
                if per[c][0]
            },
            "recall": {
                k: {
                    "n": sev[k][0],
                    "found": sev[k][1],
                    "recall": ratio(sev[k][1], sev[k][0]),
                    "touched": ratio(sev[k][2], sev[k][0]),
                }
                for k in ("direct", "quasi", "all")
            },
            "recall_ci95_vignette_bootstrap": ci,
            "distinct_entity_recall": {
                k: {"n": ents[k][0], "found": ents[k][1], "recall": ratio(ents[k][1], ents[k][0])}
                for k in ("direct", "quasi")
            },
            "vignettes_all_direct_found": {
                "n": len(withd),
                "ok": sum(v["direct"][0] == v["direct"][1] for v in withd),
                "fraction": ratio(sum(v["direct"][0] == v["direct"][1] for v in withd), len(withd)),
            },
            "vignettes_everything_found": {
                "n": len(withany),
                "ok": sum(all(v[k][0] == v[k][1] for k in v) for v in withany),
                "fraction": ratio(sum(all(v[k][0] == v[k][1] for k in v) for v in withany), len(withany)),
            },
            "false_alarm_chars_per_1000": {
                "clean": 1000 * ratio(*fa["clean"]),
                "dirty": 1000 * ratio(*fa["dirty"]),
                "all": 1000 * ratio(fa["clean"][0] + fa["dirty"][0], fa["clean"][1] + fa["dirty"][1]),
            },
            "false_alarm_findings": dict(fa_find),
            "false_alarm_kinds_on_clean": dict(fa_kind.most_common()),
            "clean_vignettes_with_no_finding": {"n": n_clean, "ok": quiet},
        },
        misses,
        alarms,
    )


def show(r):
    print(f"{'category':24s}{'n':>5s}{'found':>7s}{'recall':>9s}{'touched':>9s}")
    for c, x in r["per_category"].items():
        print(f"{c:24s}{x['n']:5d}{x['found']:7d}{x['recall']:9.3f}{x['touched']:9.3f}")
    print("-" * 54)
    for k, x in r["recall"].items():
        ci = r["recall_ci95_vignette_bootstrap"].get(k)
        print(
            f"{k + ' recall':24s}{x['n']:5d}{x['found']:7d}{x['recall']:9.3f}{x['touched']:9.3f}"
            + (f"   95% CI {ci[0]:.3f}-{ci[1]:.3f}" if ci else "")
        )
    for k, x in r["distinct_entity_recall"].items():
        print(f"distinct {k:15s}{x['n']:5d}{x['found']:7d}{x['recall']:9.3f}")
    a, b = r["vignettes_all_direct_found"], r["vignettes_everything_found"]
    print(f"vignettes with ALL direct identifiers found: {a['ok']}/{a['n']} = {a['fraction']:.3f}")
    print(f"vignettes with EVERY identifier found:       {b['ok']}/{b['n']} = {b['fraction']:.3f}")
    f = r["false_alarm_chars_per_1000"]
    print(
        f"false-alarm characters per 1,000: clean {f['clean']:.2f}, with identifiers {f['dirty']:.2f}, all {f['all']:.2f}"
    )
    c = r["clean_vignettes_with_no_finding"]
    print(
        f"findings touching no gold span: {r['false_alarm_findings'] or 0}; clean vignettes with no finding {c['ok']}/{c['n']}"
    )
    if r["false_alarm_kinds_on_clean"]:
        print("on clean, by kind:", r["false_alarm_kinds_on_clean"])


def selftest(gold):
    mk = lambda f: merge_predictions([{"id": g["id"], "findings": f(g)} for g in gold], gold)[0]
    F = lambda s, e, k="X": {"start": s, "end": e, "kind": k}
    o, miss, al = score(gold, mk(lambda g: [F(s["start"], s["end"], s["category"]) for s in g["spans"]]))
    assert all(x["recall"] == 1 == x["touched"] for x in o["per_category"].values()) and not miss and not al
    assert (
        all(x["recall"] == 1 for x in o["recall"].values())
        and o["vignettes_all_direct_found"]["fraction"] == 1 == o["vignettes_everything_found"]["fraction"]
    )
    assert all(v == 0 for v in o["false_alarm_chars_per_1000"].values()) and o["clean_vignettes_with_no_finding"][
        "ok"
    ] == sum(g["clean"] for g in gold)
    e, miss, _ = score(gold, merge_predictions([], gold)[0])
    assert (
        all(x["recall"] == 0 == x["touched"] for x in e["per_category"].values())
        and e["vignettes_all_direct_found"]["ok"] == 0
    )
    assert len(miss) == e["recall"]["all"]["n"] and all(v == 0 for v in e["false_alarm_chars_per_1000"].values())
    w, _, _ = score(gold, mk(lambda g: [F(0, len(g["text"]))]))
    assert w["recall"]["all"]["recall"] == 1 and w["false_alarm_chars_per_1000"]["clean"] == 1000
    big = [{**g, "spans": [s for s in g["spans"] if s["end"] - s["start"] > 1]} for g in gold]
    p, _, _ = score(big, mk(lambda g: [F(s["start"] + 1, s["end"]) for s in g["spans"] if s["end"] - s["start"] > 1]))
    assert p["recall"]["all"]["recall"] == 0 and p["recall"]["all"]["touched"] == 1  # one character short is not found
    sp, _, _ = score(
        gold,
        mk(
            lambda g: [
                F(i, i + 1) for s in g["spans"] for i in range(s["start"], s["end"]) if not g["text"][i].isspace()
            ]
        ),
    )
    assert sp["recall"]["all"]["recall"] == 1  # spaces need not be covered; pieces add up
    n, miss, _ = score(gold, mk(lambda g: [F(s["start"], s["end"]) for s in g["spans"] if s["category"] != "NICKNAME"]))
    assert (
        n["per_category"]["NICKNAME"]["recall"] == 0
        and n["per_category"]["PERSON"]["recall"] == 1
        and n["vignettes_all_direct_found"]["ok"] < n["vignettes_all_direct_found"]["n"]
    )
    print("ORACLE")
    show(o)
    print("\nEMPTY")
    show(e)
    print("\nselftest ok")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("predictions", nargs="?")
    a.add_argument("--gold", default=os.path.join(HERE, "notes.jsonl"))
    a.add_argument("--misses", action="store_true")
    a.add_argument("--alarms", action="store_true")
    a.add_argument("--json", action="store_true")
    a.add_argument("--ignore", nargs="*", default=[])
    a.add_argument("--selftest", action="store_true")
    o = a.parse_args()
    gold = load(o.gold)
    if o.selftest:
        return selftest(gold)
    if not o.predictions:
        a.error("predictions file needed")
    preds, warn = merge_predictions(load(o.predictions), gold, set(o.ignore))
    for w in warn:
        print("warning:", w, file=sys.stderr)
    r, miss, al = score(gold, preds)
    if o.json:
        print(json.dumps(r, indent=1))
    else:
        show(r)
    if o.misses:
        for m in miss:
            print("MISS", *m, sep="\t")
    if o.alarms:
        for m in al:
            print("ALARM", *m, sep="\t")


if __name__ == "__main__":
    main()
