"""Verbs about services that render: where they are, what they may be sent, what they cost, and what a film has spent."""

from __future__ import annotations

import argparse
from typing import Any

from vgot.cli.registry import Session, arg, verb
from vgot.errors import BadInput


@verb(
    "services",
    "Services that render elsewhere: addresses, agreements, prices and ceilings.",
    arg("name", nargs="?", metavar="SERVICE"),
    arg("--address", metavar="URL[,URL]", help="where it is asked"),
    arg("--agree", action="store_true", help="agree that what `plan` names is sent to its address"),
    arg("--key", metavar="KEY", help="put its key into this machine's keyring; - reads it from the standard input"),
    arg(
        "--price",
        action="append",
        default=[],
        metavar="MODEL=AMOUNT[/call|/second|/megapixel|/1000]",
        help="what a call of a model costs; * for every model of the service",
    ),
    arg("--day-limit", metavar="AMOUNT|none", help="the most that all films may spend in a day"),
    arg("--send-again", action="store_true", help="send again what was perhaps bought (of the film)"),
)
def services(session: Session, o: argparse.Namespace) -> int:
    kept = session.studio.services
    if (o.address or o.agree or o.key or o.price) and not o.name:
        raise BadInput("Of which service?", field="services", hint="services openai --agree")
    if o.address:
        kept.set_address(o.name, o.address)
    if o.price:
        for one in o.price:
            kept.set_price(o.name, *_price(one))
    if o.key:
        kept.set_key(o.name, _key(o.key))
    if o.agree:
        kept.agree(o.name)
    if o.day_limit:
        kept.set_day_limit(None if o.day_limit == "none" else _number(o.day_limit))
    if o.send_again:
        session.project().send_again()
    told = kept.described()
    session.say(told, "\n".join(_in_words(told)))
    return 0


def _key(said: str) -> str:
    if said != "-":
        return said
    import sys

    return sys.stdin.readline()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as why:
        raise BadInput(f"'{text[:40]}' is no amount.", field="services", hint="Use a number like 0.04.") from why


_PARTS = {"": "call", "call": "call", "second": "second", "megapixel": "megapixel", "1000": "thousand_characters"}


def _price(text: str) -> tuple[str, dict[str, float]]:
    model, equals, worth = text.rpartition("=")
    amount, _, per = worth.partition("/")
    if not equals or not model or per not in _PARTS:
        raise BadInput(
            f"'{text[:60]}' is no price.", field="services", hint="Write MODEL=AMOUNT, or MODEL=AMOUNT/second."
        )
    return model, {_PARTS[per]: _number(amount)}


def _in_words(told: dict[str, Any]) -> list[str]:
    limit = "no ceiling" if told["day_limit"] is None else f"at most {told['day_limit']:g} {told['currency']}"
    lines = [f"A day: {limit}."]
    for one in told["services"]:
        where = ", ".join(one["addresses"]) or "no address yet"
        agreed = "" if not one["must_agree"] else ", agreed" if one["agreed"] else ", not agreed yet"
        key = f", key from the {one['key']}" if one["key"] else ", no key"
        lines.append(f"{one['name']}: {where}{agreed}{key}")
        for model in one["models"]:
            price = model["price"]
            parts = [f"{v:g} a {k.replace('_', ' ')}" for k, v in (price or {}).items() if k != "currency" and v]
            worth = "price unknown" if price is None else " + ".join(parts) or "free"
            lines.append(f"  {model['model']}: {worth}")
    return lines


@verb("spending", "What a film has spent at services, call by call.")
def spending(session: Session, o: argparse.Namespace) -> int:
    rows = session.project().spending()
    lines = [
        f"{r['node']:<28} {r['service']} {r['model']}  {r['state']:<9} {'?' if r['spent'] is None else format(r['spent'], 'g')} {r['currency']}"
        for r in rows["calls"]
    ]
    session.say(
        rows,
        "\n".join(
            [*lines, f"In all: {rows['spent']:g} {rows['currency']}{'' if rows['known'] else ' and what nobody knows'}"]
        ),
    )
    return 0


@verb(
    "workflows",
    "ComfyUI workflows: put in, looked at, bound once.",
    arg("name", nargs="?", metavar="NAME"),
    arg("--add", metavar="FILE", help="keep this workflow under the name (API format, or the editor's)"),
    arg(
        "--bind",
        action="append",
        default=[],
        metavar="ROLE=NODE.INPUT[,…]",
        help="prompt=6.text; nothing after = unbinds",
    ),
    arg("--output", metavar="NODE", help="the node whose result is used"),
    arg("--confirm", action="store_true", help="you have looked at what is bound, and it is right"),
)
def workflows(session: Session, o: argparse.Namespace) -> int:
    from pathlib import Path

    kept = session.studio.services
    if (o.add or o.bind or o.output or o.confirm) and not o.name:
        raise BadInput("Which workflow?", field="workflow", hint="workflows NAME --confirm")
    if o.add:
        try:
            data = Path(o.add).read_bytes()
        except OSError as why:
            raise BadInput(f"{o.add} cannot be read: {why.strerror}.", field="workflow", hint="Name a file.") from why
        kept.add_workflow(o.name, data)
    if o.bind or o.output or o.confirm:
        asked = {role: [p for p in said.split(",") if p] for role, _, said in (b.partition("=") for b in o.bind)}
        kept.bind(o.name, asked, o.output, o.confirm)
    found = [kept.workflow(o.name)] if o.name and not o.add else kept.workflows()
    session.say({"workflows": found}, "\n".join(line for one in found for line in _workflow_in_words(one)))
    return 0


def _workflow_in_words(one: dict[str, Any]) -> list[str]:
    lines = [f"{one['name']}: {'confirmed' if one['confirmed'] else one.get('why') or 'not confirmed yet'}"]
    lines += [f"  {role}: {', '.join(places)}" for role, places in one["inputs"].items()]
    lines += (
        [f"  output: {one['output']} ({one['nodes'][one['output']]})"] if one["output"] in one.get("nodes", {}) else []
    )
    return lines + [f"  {role}? one of {', '.join(could)}" for role, could in one["asks"].items()]
