// The sign-in page: a shared device keeps no answer of who sat here before.

for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("choudo-answers:")) sessionStorage.removeItem(key);
}
