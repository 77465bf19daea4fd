"""The smallest bot: it says what was said.

Start a gateway with `npm start`, open its web chat at /chat, and run this with the gateway's token:

    OPENCLAW_GATEWAY_TOKEN=… python examples/echo_bot.py
"""

from openclaw import OpenClaw

claw = OpenClaw()
claw.on("message:received", lambda message, reply: reply(f"You said: {message.message}"))
claw.run()
