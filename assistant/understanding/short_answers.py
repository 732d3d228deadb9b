"""Messages that are nothing but an assent, a denial, a greeting, a thank-you or a stop.

These are closed classes of the two languages: a list is surer than statistics, and leaves the
classifier to sentences.
"""

from __future__ import annotations

import re

_ZH_END = r"[呀啊哦嗯吧啦嘛呢的了哈哒滴~～!！。.,，\s😊🙏]*"
_EN_END = r"[\s!.,~:)😊🙏]*"


def _whole(chinese: str, english: str) -> re.Pattern[str]:
    """Either list, said once or repeated, and nothing else."""
    return re.compile(
        rf"(?:(?:{chinese}){_ZH_END})+|(?:(?:{english})(?![a-z]){_EN_END})+", re.IGNORECASE
    )


SHORT_ANSWERS: dict[str, re.Pattern[str]] = {
    "affirm": _whole(
        r"好|好的|好嘞|行|可以|对|是|是的|是这样|嗯+|恩+|没错|没问题|确认|确定|提交|就这样|就这么办|同意|正确|妥|中|成|必须|当然|要得|得嘞|👌|👍|✅|🆗|💯",
        r"yes|yep|yeah|yup|ya|ok|okay|okey|k|sure|right|correct|exactly|confirm|confirmed|agreed|fine|perfect|go ahead|please do|do it|submit|"
        r"of course|absolutely|definitely|sounds good|all good|👌|👍|✅",
    ),
    "deny": _whole(
        r"不|不是|不对|不要|不用|不需要|不行|不可以|没有|没|别|否|错|错了|不不|👎|❌|🙅",
        r"no|nope|nah|not really|not yet|not now|wrong|never|negative|definitely not|no thanks|no thank you|👎|❌",
    ),
    "thanks_bye": _whole(
        r"谢谢|谢谢你|谢谢您|谢|谢啦|多谢|感谢|辛苦|辛苦了|拜拜|拜|再见|回见|回头见|晚安|88|3q|🙏",
        r"thanks|thank you|thx|ty|thanks a lot|many thanks|cheers|bye|goodbye|bye bye|see you|good night",
    ),
    "greet": _whole(
        r"你好|您好|嗨|哈喽|哈啰|早|早上好|上午好|中午好|下午好|晚上好|在吗|在不在|在不|喂|👋",
        r"hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|morning|👋",
    ),
    "cancel": _whole(
        r"算了|取消|不弄|不办|不报|不填|停|停下|打住|退出|终止|当我没说|不做|拉倒|作罢",
        r"cancel|stop|forget it|never ?mind|quit|abort|exit|drop it|leave it",
    ),
}


def short_answer(text: str) -> str | None:
    """The capability that the whole of `text` stands for; None where it says more."""
    said = text.strip()
    return next(
        (name for name, pattern in SHORT_ANSWERS.items() if said and pattern.fullmatch(said)),
        None,
    )
