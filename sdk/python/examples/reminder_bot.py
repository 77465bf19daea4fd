"""A bot that keeps its place: it reminds people, and after a restart goes on where it was.

    /remind 10m tea     answers in ten minutes
    /list               tells what is planned
    /forget             forgets it all

Start a gateway with `npm start`, open its web chat at /chat, and run this with the gateway's token:

    OPENCLAW_GATEWAY_TOKEN=… python examples/reminder_bot.py
"""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

from openclaw import ApiError, AsyncOpenClaw, AsyncReply
from openclaw.types import CronJob, CronSchedule, Message, MessageAction

POSITION = Path("reminder-bot.position")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
HELP = "I know: /remind 10m tea, /list, /forget"


async def planned(claw: AsyncOpenClaw, message: Message) -> list[CronJob]:
    """The reminders of the person who wrote; the gateway keeps them."""
    jobs = (await claw.cron.list()).jobs
    return [
        job
        for job in jobs
        if isinstance(job.action, MessageAction)
        and (job.action.channel, job.action.user_id) == (message.channel, message.user_id)
        and job.next_run is not None
    ]


async def remind(claw: AsyncOpenClaw, message: Message, amount: int, unit: str, text: str) -> str:
    at = datetime.now(timezone.utc) + timedelta(**{UNITS[unit]: amount})
    await claw.cron.create(
        name=f"reminder {message.id[-12:]}",
        schedule=CronSchedule(at=at),
        action=MessageAction(channel=message.channel, user_id=message.user_id, message=f"Reminder: {text}"),
    )
    return f"I will remind you of {text} in {amount} {UNITS[unit]}."


async def answer(claw: AsyncOpenClaw, message: Message) -> str:
    found = re.fullmatch(r"/remind (\d{1,4})([smhd]) (.{1,500})", message.message.strip())
    if found:
        return await remind(claw, message, int(found[1]), found[2], found[3])
    if message.message.strip() == "/list":
        jobs = await planned(claw, message)
        return "\n".join(f"{job.next_run:%d %b %H:%M}: {job.name}" for job in jobs) or "Nothing is planned."
    if message.message.strip() == "/forget":
        jobs = await planned(claw, message)
        for job in jobs:
            await claw.cron.delete(job.id)
        return f"Forgotten: {len(jobs)}."
    return HELP


async def main(after: int | None) -> None:
    async with AsyncOpenClaw() as claw:

        @claw.on("message:received")
        async def on_message(message: Message, reply: AsyncReply) -> None:
            try:
                await reply(await answer(claw, message))
            except ApiError as error:
                await reply(f"That did not work: {error}")

        await claw.run(after=after, on_position=lambda position: POSITION.write_text(str(position)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main(int(POSITION.read_text()) if POSITION.exists() else None))
