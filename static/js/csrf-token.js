// The token as the cookie has it now: a sign-in in another tab changes it, and a page
// that was opened before would be refused with the one in its form.

export function token() {
  const found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return found?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export function renew(form) {
  const input = form.elements.csrfmiddlewaretoken;
  if (input) input.value = token();
}
