// form[data-quiz-save]: each change is saved at once and acknowledged in words.
// The form itself does the same without this script, when a button is pressed.

const form = document.querySelector("form[data-quiz-save]");
const stateBox = document.querySelector("[data-save-state]");
const stateText = stateBox.querySelector("[data-save-text]");
const stateIcon = stateBox.querySelector("use");
const offline = document.querySelector("[data-quiz-offline]");
const stale = document.querySelector("[data-quiz-stale]");
const ICONS = { saved: "check", saving: "clock", unsaved: "warning" };
const RETRY_AFTER = 5000;

let busy = false; // a save is under way
let changed = false; // there is something newer than the save under way
let waiting = null; // the button pressed meanwhile
let retry = 0;

function show(state, text) {
  for (const each of Object.keys(ICONS)) {
    stateBox.classList.toggle(`save-state--${each}`, each === state);
  }
  const sprite = stateIcon.getAttribute("href").split("#")[0];
  stateIcon.setAttribute("href", `${sprite}#${ICONS[state]}`);
  stateText.textContent = text;
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function put(answer) {
  for (const input of form.querySelectorAll("[name=chosen]")) {
    input.checked = (answer.chosen || []).includes(input.value);
  }
  for (const input of form.querySelectorAll("[name=confidence]")) {
    input.checked = input.value === answer.confidence;
  }
  form.elements.flagged.checked = Boolean(answer.flagged);
}

function settle(reply) {
  form.elements.base.value = reply.sequence;
  show("saved", reply.text);
  offline.hidden = true;
  document.dispatchEvent(new CustomEvent("quiz:saved", { detail: reply }));
  if (reply.outcome === "closed") window.location.assign(form.dataset.review);
  if (reply.outcome !== "stale") return;
  changed = false;
  waiting = null;
  put(reply.answer);
  stale.hidden = false;
}

async function save() {
  clearTimeout(retry);
  if (busy) return;
  busy = true;
  changed = false;
  show("saving", form.dataset.textSaving);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (!response.ok) throw new Error(response.status);
    settle(await response.json());
  } catch {
    show("unsaved", form.dataset.textUnsaved);
    offline.hidden = false;
    waiting = null;
    retry = setTimeout(save, RETRY_AFTER);
  }
  busy = false;
  if (changed) await save();
  else if (waiting) form.requestSubmit(waiting);
}

form.addEventListener("change", () => {
  stale.hidden = true;
  form.elements.save_id.value = newId();
  changed = true;
  save();
});

form.addEventListener("submit", (event) => {
  if (!busy) return;
  waiting = event.submitter;
  event.preventDefault();
});

window.addEventListener("online", save);
