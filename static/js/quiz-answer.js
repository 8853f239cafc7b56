// What a question's form holds and how it is put back, for every type of item: the
// controls are the form's own, by name and value. Nothing is known of their meaning.

const NO_ANSWER = ["csrfmiddlewaretoken", "base", "save_id", "go", "clear"];
const MARKS = ["flagged", "confidence"];

// By attribute: an item's own names may hide what a form calls by them.
const controls = (form) =>
  [...form.querySelectorAll("[name]")].filter((each) => !NO_ANSWER.includes(each.name));

/** The form's answer as [[name, value], …], empty texts left out. */
export function answerIn(form) {
  const fields = [...new FormData(form)];
  return fields.filter(([name, value]) => value !== "" && !NO_ANSWER.includes(name));
}

function restore(form, valuesOf) {
  for (const control of controls(form)) {
    const values = valuesOf(control.name);
    if (["radio", "checkbox"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (control.tagName === "SELECT") {
      for (const option of control.options) {
        option.selected = values.includes(option.value);
      }
      if (control.selectedIndex < 0) control.selectedIndex = 0;
    } else if (control.type !== "submit") control.value = values[0] ?? "";
  }
}

/** Show an answer as the form's fields were kept. */
export function showFields(form, fields) {
  restore(form, (name) => fields.filter((each) => each[0] === name).map((each) => each[1]));
}

/** Show an answer as the server replies it: {variable: [texts], flagged, confidence}. */
export function showAnswer(form, answer) {
  const marks = { flagged: answer.flagged ? "1" : "", confidence: answer.confidence ?? "" };
  restore(form, (name) => (name in marks ? [marks[name]] : (answer[name] ?? [])));
}

/** Take the answer away and leave the marks, as 解答を消す does. */
export function clearAnswer(form) {
  showFields(form, answerIn(form).filter(([name]) => MARKS.includes(name)));
}

export const isAnswered = (answer) =>
  Object.keys(answer).some((name) => !MARKS.includes(name));
