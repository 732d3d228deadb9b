// What the page itself says. The assistant's own words come from the server.
export const WORDS = {
  zh: {
    demonstration: "演示模式：这是一家虚构的公司，人员和数字都是生成的。",
    choose: "您想以谁的身份试用？", speakingAs: "身份：", change: "换人", leave: "退出",
    placeholder: "说说需要什么培训……", other: "English", failed: "没有连上，请再试一次。", seen: "知道了", send: "发送", notices: "给您的通知",
    old: "这个按钮已经用过或过期了，请看最新的一条消息。",
    signIn: "请先登录", company: "用公司账号登录", number: "工号", sendCode: "发验证码给我",
    code: "验证码", enter: "登录", download: "下载 ",
    codeSent: "如果有这个工号，验证码已发到本人的聊天工具或邮箱，10 分钟内有效。人力资源部给的绑定码也可以用。",
    wrongCode: "验证码不对，或者已经用过、过期了。", tooMany: "试错的次数太多，请一小时后再试。",
    refused: "公司账号登录没有成功：这个账号在员工名册里找不到。请联系人力资源部。",
    roles: { "workshop-head": "车间主任", "sales-head": "销售部负责人", "retail-head": "零售部负责人",
      "rd-head": "研发部负责人", hr: "人力资源部负责人", finance: "财务部负责人", director: "总经理", worker: "一线工人" },
  },
  en: {
    demonstration: "Demonstration: an invented company. Its people and figures are generated.",
    choose: "As whom do you want to try it?", speakingAs: "You are ", change: "Change", leave: "Sign out",
    placeholder: "Say which training you need …", other: "中文", failed: "No connection. Please try again.", seen: "Got it", send: "Send", notices: "Notices for you",
    old: "That button was used before or has expired. Please look at the latest message.",
    signIn: "Please sign in", company: "Sign in with the company account", number: "Employee number", sendCode: "Send me a code",
    code: "Code", enter: "Sign in", download: "Download ",
    codeSent: "If there is such a number, a code was sent to that person's chat tool or mail. It works for 10 minutes. A code that HR gave you works too.",
    wrongCode: "That code is wrong, was used before or has expired.", tooMany: "Too many wrong codes. Please try again in an hour.",
    refused: "The company account did not let you in: it is nobody's in the staff list. Please turn to HR.",
    roles: { "workshop-head": "Head of the workshop", "sales-head": "Head of Sales", "retail-head": "Head of Retail",
      "rd-head": "Head of R&D", hr: "Head of HR", finance: "Head of Finance", director: "Managing director", worker: "Line worker" },
  },
};
