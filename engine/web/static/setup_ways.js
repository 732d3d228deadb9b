// How those who have a role come in: invited by chat or mail, or by a code that is printed.
import { invited } from "./invited.js";
import { call, doing, make, part, state, words } from "./setup_call.js";

export async function readWays() {
  if (!state.session.setting_up && !state.session.hands_out_codes) return;
  const ways = await call("GET", "/api/identities/ways").catch(() => []);
  part("ways").replaceChildren(...ways.map(item));
  part("ways-box").hidden = !ways.length;
  const printed = ways.filter(({ way, came }) => way === "operator" && !came).map(({ person }) => person.code);
  part("command").textContent = `./peisuan link ${printed.join(" ")}`;
  part("printed").hidden = !printed.length;
}

function item({ person, way, came }) {
  const { ways } = words();
  const text = `${person.name} (${person.code})`;
  const made = make("li", {}, make("span", { textContent: `${text}: ${ways[way]}${came ? ` · ${ways.came}` : ""}` }));
  if (way !== "operator") {
    const button = make("button", { type: "button", textContent: way === "hand" ? ways.show : ways.invite });
    button.setAttribute("aria-label", `${button.textContent}: ${text}`);
    button.addEventListener("click", () => invite(person));
    made.append(button);
  }
  return made;
}

function invite(person) {
  return doing(async () => {
    const found = await call("POST", "/api/identities/codes", { person: person.code });
    part("code").replaceChildren(...invited(found, words().ways));
    part("code").hidden = false;
    part("code").scrollIntoView({ block: "nearest" });
  });
}
