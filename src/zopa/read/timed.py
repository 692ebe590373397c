"""Things that run on a clock (deadlines, measures, meetings), by lemma, and the family that each belongs to."""

from __future__ import annotations

from typing import Final

THINGS: Final = {
    "deadline": "deadline", "ultimatum": "deadline", "cutoff": "deadline", "countdown": "deadline", "clock": "deadline",
    "timetable": "deadline", "sanction": "sanction", "sanctions": "sanction", "tariff": "sanction",
    "tariffs": "sanction", "embargo": "sanction", "duty": "sanction", "duties": "sanction", "penalty": "sanction",
    "penalties": "sanction", "measure": "sanction", "measures": "sanction", "levy": "sanction", "ban": "sanction",
    "bans": "sanction", "threat": "threat",
    "ceasefire": "truce", "cease-fire": "truce", "truce": "truce", "armistice": "truce", "moratorium": "truce",
    "meeting": "meet", "summit": "meet", "talks": "meet", "talk": "meet", "negotiation": "meet",
    "negotiations": "meet", "conference": "meet", "visit": "meet", "round": "meet", "session": "meet",
    "strike": "strike", "walkout": "strike", "lockout": "strike", "vote": "vote", "referendum": "vote",
    "ballot": "vote", "election": "vote", "closure": "closure", "shutdown": "closure", "offer": "offer",
    "contract": "treaty", "treaty": "treaty", "accord": "treaty",
    "pact": "treaty", "mandate": "treaty", "waiver": "treaty", "deployment": "deploy",
    "aid": "aid", "delivery": "aid", "deliveries": "aid", "shipment": "aid", "exchange": "exchange",
}  # fmt: skip
