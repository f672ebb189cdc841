"""Every setting of the server, with its default and its line of documentation.

A setting ``X`` is read from ``POLICYBOT_X`` in the environment; a mapping given to ``create_app`` wins over both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Config

from index.paths import DOCS, INDEX, INSTANCE, ROOT

PREFIX = "POLICYBOT"

_PUBLIC_URL = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")
_PUBLIC_URL_MAX = 200


class Setting(NamedTuple):
    """A default and what it means, in the words of those who install the program."""

    default: Any
    meaning: str


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and the fix."""


SETTINGS = {
    "HOST": Setting("127.0.0.1", "监听的地址；填 0.0.0.0 时其他机器也能访问"),
    "PORT": Setting(8000, "监听的端口"),
    "DOCS_DIR": Setting(str(DOCS), "政策文件夹；启动时内容有变就重建索引"),
    "INDEX_DIR": Setting(str(INDEX), "索引文件夹"),
    "SECRET_FILE": Setting(str(INSTANCE / "secret.key"), "给对话签名的密钥文件；没有就自动生成，只有运行者可读"),
    "KIOSK_FILE": Setting(
        str(INSTANCE / "kiosk.yaml"), "自助机的设置文件；没有就用默认值，写法见 web/kiosk.example.yaml"
    ),
    "THREADS": Setting(0, "同时处理的请求数；0 表示按处理器的个数来定"),
    "EMBED_ORIGINS": Setting(
        "", "哪些网站的网页可以嵌入问答（来源，如 https://www.example.gov.cn，用英文逗号隔开）；不填就都不可以"
    ),
    "PUBLIC_URL": Setting("", "告知单的二维码里写的网址开头，如 https://zhengce.example.cn；不填就用打开网页时的网址"),
    "DATABASE_URL": Setting(
        f"sqlite:///{INSTANCE / 'records.db'}",
        "意见存在哪个数据库，SQLAlchemy 的写法；PostgreSQL 写 postgresql+pg8000://用户:密码@主机/库名",
    ),
    "MAX_CONTENT_LENGTH": Setting(64 * 1024, "一次请求最多多少字节，超过的拒绝"),
}


def configured() -> Config:
    """The settings of this process: the defaults, and what the environment says."""
    config = Config(str(ROOT), {name: setting.default for name, setting in SETTINGS.items()})
    config.from_prefixed_env(PREFIX)
    return config


def check(config: Mapping[str, Any]) -> None:
    """Refuse settings that would only fail later.

    :raises SettingError: naming the setting and the fix.
    """
    address = config["PUBLIC_URL"]
    if not isinstance(address, str) or (
        address and not (len(address) <= _PUBLIC_URL_MAX and _PUBLIC_URL.fullmatch(address))
    ):
        raise SettingError(
            f"{PREFIX}_PUBLIC_URL：应当是完整的网址，如 https://zhengce.example.cn，不带问号和空格，不超过 {_PUBLIC_URL_MAX} 个字符；或不填"
        )
