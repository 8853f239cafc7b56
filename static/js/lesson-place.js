// Remembers the part of the lesson being read, for resuming there. Nothing depends on it.

const lesson = document.querySelector("[data-lesson-place]");
const headings = [...lesson.querySelectorAll(":scope > h2[id]")];
let sent = "";

function place() {
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < 200);
  return above.length ? above[above.length - 1].id : "";
}

document.addEventListener("visibilitychange", () => {
  const now = place();
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (document.visibilityState !== "hidden" || now === sent || !token) {
    return;
  }
  sent = now;
  const data = new FormData();
  data.append("place", now);
  data.append("csrfmiddlewaretoken", token.value);
  navigator.sendBeacon(lesson.dataset.lessonPlace, data);
});
