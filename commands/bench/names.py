"""Names in a message, against a catalogue of 50,000: milliseconds a message, and of building."""

from __future__ import annotations

import random
import statistics
import time

from rich.console import Console

from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge

NAMES = 50_000
MESSAGES = 300
SYLLABLES = "设备操作谈判技巧质量管理安全生产数据分析领导力沟通服务礼仪急救消防精益项目财务税务法务采购物流仓储"


def measure_names(console: Console) -> None:
    """Build a catalogue of made-up names and find them: as written, by sound, misspelt."""
    draw = random.Random(1)
    names = sorted({"".join(draw.choices(SYLLABLES, k=draw.randint(4, 8))) for _ in range(NAMES)})
    began = time.perf_counter()
    known = CatalogueNames([Meaning("course", f"C{at}", name) for at, name in enumerate(names)])
    console.print(f"{len(names)} names, built in {time.perf_counter() - began:.1f} s")
    for kind, change in (("as written", _same), ("misspelt", _misspelt)):
        times, found = [], 0
        for _ in range(MESSAGES):
            name = draw.choice(names)
            text = f"给销售部二十个人报{change(name, draw)}培训，明年三月"
            began = time.perf_counter()
            entities = merge(text, known.find(text), read_names(text), known)
            times.append(1000 * (time.perf_counter() - began))
            found += any(one["entity"] in ("course", "skill") for one in entities)
        console.print(
            f"{kind}: {statistics.median(times):.2f} ms median, "
            f"{statistics.quantiles(times, n=20)[-1]:.2f} ms p95, a course found in "
            f"{found} of {MESSAGES}"
        )


def _same(name: str, draw: random.Random) -> str:
    return name


def _misspelt(name: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(name))
    return name[:at] + name[at + 1 :]
