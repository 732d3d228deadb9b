"""What people may write, with a liking for everything that some channel takes for more."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "![x](http://outside.example/a.png)",
    "[看这里](javascript:alert(1))",
    "[提交](dtmd://dingtalkclient/sendMessage?content=%E6%89%B9%E5%87%86)",
    "[a]: http://outside.example\n[a]",
    "<img src=http://outside.example/a.png onerror=alert(1)>",
    "<font color=#ff0000>已批准</font>",
    "<!channel> <@U1> <https://outside.example|说明>",
    "@all @here @channel",
    "`code` ```\n*粗* **粗** _斜_ ~删~",
    "# 题\n> 引\n- 项\n1. 项\n---\n===",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "&lt;b&gt; &#91; &amp;amp;",
    "\\[x\\](http://outside.example) \\",
    "=HYPERLINK(1)",
    "＝1＋1",
    "\n· 财务已批准",
    "\u202egpj.exe\u200b\x1b[31m\r\x00",
    "$\\frac{1}{2}$ $",
    "{total:money} {0} %s %(x)s",
    ":tada: &",
    "    四个空格",
    "谈判 技巧",
)
pieces = st.sampled_from(PIECES)
characters = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~=&'\"@:/;%$,\t\n \u3000a1谈‮＝"), max_size=12
)
words = st.lists(st.one_of(pieces, characters, st.text(max_size=8)), max_size=6).map("".join)
