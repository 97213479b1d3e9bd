"""What somebody does to the ledger: each checks, writes and announces in one transaction, for every caller.

Every write locks its attempt first (a row lock on PostgreSQL; SQLite's transactions begin IMMEDIATE, so writers queue),
and what it finishes is settled before the lock goes: the attempt closes, the completion is written and announced.
"""
