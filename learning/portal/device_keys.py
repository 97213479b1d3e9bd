"""Where a session remembers which keys its browser was given."""

DEVICE_KEYS = "device_keys"
"""Uuids of `DeviceKey`, the session's own one first; signing out deletes them all."""
