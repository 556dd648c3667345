"""Who answers the portal's questions during `moisson fetch`: a command, or the person at the terminal."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import click

from moisson.engine.contract import Challenge, ChallengeKind
from moisson.vault import Secret

_CODE_PATIENCE = 600  # seconds a code command may take: a person may be typing behind it


class AtTheKeyboard:
    """Answers codes with a command, or at the terminal where there is one."""

    present = True

    def __init__(self, command: str | None) -> None:
        self._command = command

    async def answer(self, challenge: Challenge) -> Secret | None:
        return await asyncio.to_thread(self._ask, challenge)

    def _ask(self, challenge: Challenge) -> Secret | None:
        if challenge.kind is ChallengeKind.CODE and self._command:
            return self._run(challenge, self._command)
        if challenge.kind is ChallengeKind.CHOICE and self._command and not sys.stdin.isatty():
            return Secret("1")  # of several ways to get a code, the one the portal names first
        if not sys.stdin.isatty():
            return None
        click.echo(challenge.message, err=True)
        if challenge.kind is ChallengeKind.HOST:
            agreed = click.confirm(f"Sign in on {challenge.host}?", err=True)
            return Secret("yes") if agreed else None
        if challenge.kind is ChallengeKind.CODE:
            return Secret(
                click.prompt(f"Code ({challenge.hint or challenge.medium})", hide_input=True, err=True)
            )
        for number, choice in enumerate(challenge.choices, 1):
            click.echo(f"{number}. {choice}", err=True)
        return Secret(str(click.prompt("Choice", err=True))) if challenge.choices else None

    @staticmethod
    def _run(challenge: Challenge, command: str) -> Secret | None:
        told = {
            **os.environ,
            "MOISSON_CODE_MEDIUM": challenge.medium.value,
            "MOISSON_CODE_HINT": challenge.hint or "",
            "MOISSON_CODE_ATTEMPT": str(challenge.attempt),
        }
        try:
            done = subprocess.run(
                command, shell=True, env=told, stdout=subprocess.PIPE, text=True, timeout=_CODE_PATIENCE
            )
        except subprocess.TimeoutExpired:
            return None
        code = done.stdout.strip()
        return Secret(code) if done.returncode == 0 and code else None
