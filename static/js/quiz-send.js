// Sends what is unsaved, the oldest first, until the server has acknowledged all of
// it; waits longer after each failure. Says on the document how it stands:
// quiz:saved {path, fields (as sent), wasAsked, and the server's reply} per reply,
// quiz:refused {path}, and quiz:queue {state, numbers} after each step, where state is
// saved | saving | unsaved | signed-out | ended.

import { token } from "./csrf-token.js";
import * as queue from "./quiz-queue.js";

const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const PATIENCE = 15_000;
const KEPT_ALIVE = 32_000; // browsers refuse more than 64 KiB that outlives the page
const GIVEN_UP = [400, 404, 413, 422]; // sending the same again would end the same

const channel = new BroadcastChannel("choudo-answers");
let failures = 0;
let timer = 0;
let busy = false;
let again = false;
let asked = null; // an answer to compare with the server's, which is not unsaved
let state = "saved";

const dispatch = (name, detail) =>
  document.dispatchEvent(new CustomEvent(name, { detail }));

function tell(now, numbers = queue.numbers()) {
  state = now;
  dispatch("quiz:queue", { state, numbers });
}

async function post(path, save) {
  const body = new URLSearchParams(save.fields);
  body.set("base", save.base);
  body.set("save_id", save.save_id);
  try {
    const response = await fetch(path, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      redirect: "error",
      keepalive: body.toString().length < KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, reply: response.ok ? await response.json() : null };
  } catch {
    return { status: 0 };
  }
}

function take(path, save, reply, wasAsked) {
  const isLost = ["stale", "closed"].includes(reply.outcome);
  if (isLost) queue.drop(path);
  else queue.settle(path, save.save_id, reply.sequence);
  if (reply.outcome === "saved") {
    channel.postMessage({ is: "saved", owner: queue.owner, path });
  }
  dispatch("quiz:saved", { ...reply, path, fields: save.fields, wasAsked });
}

/** Send one save; how it ended: done | later | unreachable | signed-out. */
async function sendOne(path, save, wasAsked = false) {
  const { status, reply } = await post(path, save);
  if (reply) take(path, save, reply, wasAsked);
  else if (status === 401) return "signed-out";
  else if (status === 0) return "unreachable";
  else if (GIVEN_UP.includes(status)) {
    queue.drop(path);
    dispatch("quiz:refused", { path });
  } else {
    // The page sets the cookie anew where it was lost.
    if (status === 403) await fetch(window.location.href).catch(() => null);
    return "later";
  }
  return "done";
}

async function sendRound() {
  let end = "done";
  for (const path of queue.paths()) {
    const save = queue.begin(path);
    const each = save ? await sendOne(path, save) : "done";
    if (each !== "done") end = each;
    if (["unreachable", "signed-out"].includes(each)) return each;
  }
  const question = asked;
  if (!question || end !== "done") return end;
  end = await sendOne(question.path, question.save, true);
  if (end === "done" && asked === question) asked = null;
  return end;
}

/** Nothing of this person stays: signed out, or the device is another's now. */
export function end() {
  const numbers = queue.numbers();
  queue.forgetAll();
  asked = null;
  clearTimeout(timer);
  tell("ended", numbers);
}

function pause() {
  const longest = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** (failures - 1));
  return longest * (0.5 + Math.random() / 2); // not all of a city at the same moment
}

async function sendAll() {
  if (state === "ended") return;
  again = busy;
  if (busy) return;
  busy = true;
  if (state === "saved" && queue.paths().length) tell("saving");
  const ending = await sendRound();
  busy = false;
  if (state === "ended") return;
  if (ending === "signed-out" && queue.isShared) end();
  else if (ending !== "done") {
    failures += 1;
    tell(ending === "signed-out" ? ending : "unsaved");
    send(pause());
  } else {
    failures = 0;
    if (queue.paths().length || asked || again) await sendAll();
    else tell("saved");
  }
}

/** Send what is unsaved, after so many milliseconds. */
export function send(after = 0) {
  clearTimeout(timer);
  timer = setTimeout(sendAll, after);
}

/** Something was kept: say so, and send it after so many milliseconds. */
export function sendKept(after) {
  tell(state === "saved" ? "saving" : state);
  send(after);
}

/** Compare an answer with the server's: nothing is written where they are equal. */
export function ask(path, fields, base) {
  asked = { path, save: { fields, base, save_id: queue.newId() } };
  send();
}

export const isUnreachable = () => failures > 0;

/** Send at once and wait, at most so long; whether nothing is unsaved then. */
export async function sendWithin(milliseconds) {
  const done = new Promise((resolve) => {
    document.addEventListener("quiz:queue", ({ detail }) => {
      if (detail.state !== "saving") resolve();
    });
    setTimeout(resolve, milliseconds);
  });
  send();
  await done;
  return queue.paths().length === 0;
}

channel.addEventListener("message", ({ data }) => {
  if (data.is === "gone" || (data.is === "here" && data.owner !== queue.owner)) end();
  else if (data.is === "here" && failures) send();
  else if (data.is === "saved") dispatch("quiz:elsewhere", data);
});

/** Tell the other tabs who sits here now, or that nobody does. */
export const say = (is) => channel.postMessage({ is, owner: queue.owner });

window.addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && failures) send();
});
