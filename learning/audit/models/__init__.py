from .event import ActorKind, Event

__all__ = ["ActorKind", "Event"]
