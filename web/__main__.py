"""``python -m web`` serves: prepares what is missing, warms up, then tells the address."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import create_app
from .config import SettingError, check, configured
from .embedding import origins
from .memory import share_heaps
from .serving import keep_offers_ready, prepare, serve, warm_up
from .wording import CatalogError, catalogs


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; a damaged catalog or an address that cannot be taken is one line on stderr, and status 1."""
    settings = configured()
    parser = argparse.ArgumentParser(prog="python -m web", description="启动创业政策助手")
    parser.add_argument("--host", default=settings["HOST"], help="监听的地址（默认 %(default)s）")
    parser.add_argument("--port", type=int, default=settings["PORT"], help="监听的端口（默认 %(default)s）")
    options = parser.parse_args(arguments)
    try:
        catalogs()
        check(settings)
        origins(settings["EMBED_ORIGINS"])
    except (CatalogError, SettingError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    share_heaps()
    bot = prepare(settings)
    app = create_app(bot, settings)
    warm_up(app, bot)
    if bot:
        keep_offers_ready(bot)
    try:
        serve(app, options.host, options.port)
    except (OSError, ValueError) as error:
        print(
            f"错误：{options.host}:{options.port} 用不了（{getattr(error, 'strerror', error)}）。请换一个端口，如 --port 8001",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("已停止。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
