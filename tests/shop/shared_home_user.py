"""One of several users of a computer who share a folder: works at the shop, and tells what it sees.

    python -m tests.shop.shared_home_user USER GROUP SCRATCH HOME

It begins as root, and does all of it once by itself: what is loaded then need not be readable for
the user whom it becomes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from cleancloud_tui import paths
from cleancloud_tui.api.rights import EVERYTHING
from cleancloud_tui.composition import opened_shop
from cleancloud_tui.settings import load
from cleancloud_tui.shop.journal.drafts import NEW_ORDERS

ORDER = "204"
REQUESTS = 8


async def work(name: str) -> None:
    settings = load().shop()
    async with opened_shop(settings, rights=EVERYTHING, process=name) as shop:
        for _ in range(REQUESTS):
            await shop.read("getOrders", {"orderID": ORDER})
        await shop.drafts.keep(NEW_ORDERS, name, {"notes": name}, customer_id=name)
        await shop.drafts.leave(NEW_ORDERS, name)
        await shop.write("updateOrder", {"orderID": ORDER, "orderNotes": name}, again=True)
        await shop.ask.refresh_order(ORDER)
        modes = {
            each.name: f"{each.stat().st_gid} {each.stat().st_mode & 0o7777:o}"
            for each in paths.settings_file().parent.rglob("*")
        }
        told(worked=name, modes=modes)
        today = shop.now().date()
        drafts = await shop.drafts.all(NEW_ORDERS)
        lines = await shop.audit.lines(today, today, settings.zone)
        known = shop.order(ORDER)
        told(
            drafts=[each.customer_id for each in drafts],
            who=[each.who for each in lines],
            notes=known.value.notes if known else "",
        )


def told(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


def main() -> None:
    user, group, scratch, home = sys.argv[1:]
    os.environ[paths.HOME_VARIABLE] = scratch
    paths.keep()
    asyncio.run(work("root"))
    os.setgroups([int(group)])
    os.setgid(int(user))
    os.setuid(int(user))
    os.environ[paths.HOME_VARIABLE] = home
    paths.keep()
    told(user=os.geteuid(), shop=str(Path(home)))
    asyncio.run(work(user))


if __name__ == "__main__":
    main()
