"""The settings of one installation, from environment variables (`PEISUAN_…`) or `.env`."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from engine.secret_files import kept_secret

CHECKOUT = Path(__file__).resolve().parent.parent


LOCAL = ("localhost", "127.0.0.1", "::1")
# Where a process listens to whoever comes: no name that one comes by.
EVERY_ADDRESS = "0.0.0.0"


class Settings(BaseSettings):
    """Typed settings; `./peisuan` and both processes read the same ones."""

    model_config = SettingsConfigDict(
        env_prefix="PEISUAN_", env_file=CHECKOUT / ".env", extra="ignore", frozen=True
    )

    home: Path = CHECKOUT / ".peisuan"
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8640
    rasa_port: int = 8641
    # On servers: the addresses of several Rasa workers, with commas; "" for the one of `up`. Each
    # conversation is kept by one of them. Where a worker listens, where it finds the application,
    # and from which networks it may call that one.
    rasa_urls: str = ""
    rasa_host: str = "127.0.0.1"
    internal_url: str = ""
    internal_networks: str = "127.0.0.0/8,::1/128"
    # Where people reach the application, if not at its own host and port: behind a proxy.
    public_url: str = ""
    # Logs lie in `home`/logs; each is begun anew at so many MB, and so many older ones are kept.
    log_size: int = Field(default=10, ge=1, le=10_000)
    log_files: int = Field(default=5, ge=0, le=100)
    # MB that must be free on the disk of `home`, or `/readyz` says that it is not ready.
    disk_margin: int = Field(default=200, ge=0)
    # As lines of text, or as JSON for a collector of logs.
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    # What several application processes share: with a Redis, limits are counted by all together.
    redis_url: str = ""
    # Names that people may come by besides localhost and that of the public URL, with commas between.
    allowed_hosts: str = ""
    # Addresses of proxies whose word on who comes is believed, with commas between; "*" for any.
    trusted_proxies: str = "127.0.0.1,::1"
    # API calls of one person.
    rate_limit: str = "600/minute"
    # Messages of one person in a chat tool or on the page.
    chat_limit: str = "40/minute"
    # How long one question may keep the store busy; a larger one is stopped with a word.
    most_seconds: float = 60.0
    # Figures of many people come from a copy of the store by columns (`engine.columnar`): where the
    # store is large, always, or never; so many minutes old at most.
    columns: Literal["auto", "on", "off"] = "auto"
    columns_minutes: int = Field(default=15, ge=1)
    # When a session of the page ends: so long after it was last used, and in any case.
    session_idle_minutes: int = Field(default=120, ge=1)
    session_hours: int = Field(default=12, ge=1)
    # When nobody is sent notices, by the company's clock; "" for never quiet.
    quiet_hours: str = "21:00-08:00"
    # For trying, in a sample company alone: the day that it is meant to be. The company's clock
    # shows nine in the morning of it when the application starts, and runs on from there.
    today: date | None = None
    # A language model that retells messages (`assistant/retelling`); off without an address. People's
    # names are hidden from it unless they are to be shown.
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = ""
    llm_seconds: float = 6.0
    llm_names: Literal["hidden", "shown"] = "hidden"
    llm_per_minute: int = 60
    # Slack: an app token means Socket Mode, a signing secret HTTP events at /slack/events.
    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    # Another address of its API than the SDK's: an emulator's, a proxy's.
    slack_api_url: str = ""
    # DingTalk: Stream mode unless HTTP callbacks are asked for; the robot's code is the client
    # id unless it has another; without a card template, choices are links.
    dingtalk_client_id: str = ""
    dingtalk_client_secret: str = ""
    dingtalk_corp_id: str = ""
    dingtalk_robot_code: str = ""
    dingtalk_card_template: str = ""
    dingtalk_http: bool = False
    dingtalk_api_url: str = "https://api.dingtalk.com"
    dingtalk_old_api_url: str = "https://oapi.dingtalk.com"
    dingtalk_login_url: str = "https://login.dingtalk.com"
    # The company's own login for the web page (OpenID Connect), and the claim that holds the
    # employee number, where there is one; else the e-mail address tells who it is.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_number_claim: str = "employee_number"
    # For codes to sign in with, where somebody has no chat account linked.
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_tls: bool = True
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    # Sample people may be chosen on the web page only while this holds; a store with a
    # company of its own never allows it, whatever is set here.
    demonstration: bool = True

    @cached_property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the store: SQLite under `home` unless another is set."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'peisuan.sqlite'}"

    @cached_property
    def logs(self) -> Path:
        return self.home / "logs"

    @cached_property
    def models(self) -> Path:
        return self.home / "models"

    @cached_property
    def model_stamp(self) -> Path:
        """What the model was trained from, as a hash; beside the model."""
        return self.models / "assistant.sha256"

    @property
    def application_url(self) -> str:
        host = LOCAL[1] if self.host == EVERY_ADDRESS else self.host
        return f"http://{host}:{self.port}"

    @property
    def doors(self) -> list[str]:
        """The channels of those chat tools whose keys are set."""
        keys = {"dingtalk": self.dingtalk_client_id, "slack": self.slack_bot_token}
        return [name for name, key in keys.items() if key]

    @property
    def chat_tools(self) -> list[str]:
        """Those whose keys are set, and how messages come in."""
        found = []
        if self.dingtalk_client_id:
            found.append(f"DingTalk ({'HTTP' if self.dingtalk_http else 'Stream'})")
        if self.slack_bot_token:
            found.append(f"Slack ({'Socket Mode' if self.slack_app_token else 'HTTP'})")
        return found

    @property
    def dingtalk_robot(self) -> str:
        return self.dingtalk_robot_code or self.dingtalk_client_id

    @property
    def address(self) -> str:
        """The address that links lead to."""
        return self.public_url.rstrip("/") or self.application_url

    @property
    def hosts(self) -> list[str]:
        """The names that a call may be addressed to."""
        addresses = (self.address, self.application_url, self.internal_url)
        own = (*(urlsplit(one).hostname or "" for one in addresses), *LOCAL)
        more = (name.strip() for name in self.allowed_hosts.split(","))
        return [name for name in dict.fromkeys((*own, *more)) if name]

    @property
    def behind_tls(self) -> bool:
        """Whether people reach the page over https."""
        return self.address.startswith("https:")

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def conversations(self) -> Path:
        """What the worker at `rasa_port` keeps; each of several has a file of its own."""
        number = f"-{self.rasa_port}" if self.rasa_urls else ""
        return self.home.resolve() / f"conversations{number}.sqlite"

    @property
    def rasa_workers(self) -> list[str]:
        """The addresses of all workers."""
        named = [one.strip().rstrip("/") for one in self.rasa_urls.split(",")]
        return [one for one in named if one] or [self.rasa_url]

    def secret(self, name: str) -> str:
        """A secret of this installation, made at first use and readable by its owner only."""
        return kept_secret(self.home, name)
