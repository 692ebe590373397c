"""The negotiation model: the frozen `Negotiation` that the engine solves, and the files that hold one.

Owns the types of a model, what makes one unreadable (`ModelError`, one line with the mend), and the model file.
"""

from zopa.model.modelfile import model_from_data, model_from_text, model_to_data, model_to_text, read_model
from zopa.model.negotiation import Negotiation
from zopa.model.negotiation_rules import Nogood
from zopa.model.negotiation_terms import Clause, Interval, Link, Order, Party, RedLine, Reservation

__all__ = [
    "Clause",
    "Interval",
    "Link",
    "Negotiation",
    "Nogood",
    "Order",
    "Party",
    "RedLine",
    "Reservation",
    "model_from_data",
    "model_from_text",
    "model_to_data",
    "model_to_text",
    "read_model",
]
