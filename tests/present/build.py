"""A brief of a small negotiation with something in every view, and one whose article attacks its reader."""

from __future__ import annotations

from tests.ledger.build import act, article, day, estimate, event, figure, known, quote, said
from zopa.ingest import Removed, Unread
from zopa.ledger import Knowledge
from zopa.present import Brief, brief_of
from zopa.read import Finding

FIRST = (
    "The dockers demand ten percent more pay. The port says it will never pay that. Both want to end the night shift: "
    "the port agrees to it. The dockers will strike on 10 March unless the port moves. A deal is unlikely. "
    "The port lost 40 ships in May. The city said 55 ships were lost in May."
)
SECOND = "The port offers ten percent more pay if the cranes run alone. 🚢 “We want to talk,” the dockers said."

ATTACK = (
    "</script><script>document.title='owned'</script> <img src=x onerror=alert(1)> \u202eevil\u202c "
    "\x1b[2J\x1b]0;owned\x07 {{ 7*7 }} [link](javascript:alert(1)) | a | b | `code` <!-- \u2028 & \" ' 🚢 "
    "The dockers demand <b>more</b> pay."
)
STRIKE = day("2025-03-10")


def harbour() -> Knowledge:
    """Two articles, a reprint, and every kind of finding."""
    removed = (Removed(0, 6, "Menu  ", "menu"),)
    first = article("first", FIRST, "2025-03-01", title="Strike looms", outlet="Harbour News", removed=removed)
    copy = article("copy", FIRST, "2025-03-02", duplicate_of="first")
    second = article("second", SECOND, "2025-03-04")
    findings: list[Finding] = []
    for one in (first, copy):
        findings += [
            said(one, "dockers demand ten percent more pay", "Dockers", "wages", "for"),
            said(one, "it will never pay that", "Port", "wages", "against", red_line=True),
            said(one, "Both want to end the night shift", "Dockers", "hours", "for"),
            said(one, "the port agrees to it", "Port", "hours", "for", "accept"),
            act(
                one,
                "dockers will strike on 10 March",
                "Dockers",
                "ultimatum",
                toward="Port",
                deadline=STRIKE,
            ),
            estimate(one, "A deal is unlikely", "unlikely", 0.05, 0.25, scale="AR5", about="a deal"),
            figure(one, "40 ships", 40, "ship", "ships lost in May", by="Port"),
            figure(one, "55 ships", 55, "ship", "ships lost in May", by="City"),
        ]
    findings += [
        said(second, "port offers ten percent", "Port", "wages", "for", "offer", condition="if the cranes run alone"),
        said(second, "cranes run alone", "Port", "robots", "for"),
        quote(second, "“We want to talk,”", speaker="Dockers"),
        event(second, "talk", "talks", "2025-03-12", status="planned", participants=("Dockers", "Port")),
    ]
    return known([first, copy, second], findings, unread=[Unread("broken.bin", "binary")])


def harbour_brief() -> Brief:
    """The brief of `harbour`."""
    return brief_of(harbour())


def attack_brief() -> Brief:
    """A brief whose only article carries markup, scripts, terminal codes and direction marks everywhere."""
    one = article("x", ATTACK, "2025-03-01", title=ATTACK, outlet=ATTACK, path=f"{ATTACK}.txt", url=ATTACK)
    findings: list[Finding] = [
        said(one, ATTACK, "Dockers", "wages", "for", condition=ATTACK),
        said(one, ATTACK, ATTACK, "wages", "against", red_line=True),
        quote(one, ATTACK, speaker=ATTACK),
        estimate(one, ATTACK, ATTACK, 0.1, 0.2, holder=ATTACK, about=ATTACK, scale=ATTACK),
        event(one, ATTACK, ATTACK, "2025-03-12", status="planned", participants=(ATTACK,), place=ATTACK),
        act(one, ATTACK, ATTACK, "threat", deadline=STRIKE),
    ]
    return brief_of(known([one], findings, unread=[Unread(ATTACK, ATTACK)]))
