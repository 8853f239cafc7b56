// [data-remaining]: counts on from the server's remaining seconds, in words, and says
// it politely at 5 and 1 minutes. The browser's clock is never asked for the time;
// each acknowledged save brings the server's truth again. Nothing blinks. At the end
// the page waits for unsaved answers as long as the server takes them.

import { attemptOf, paths } from "./quiz-queue.js";
import { leaveFreely } from "./quiz-leave.js";

const box = document.querySelector("[data-remaining]");
const announcement = document.querySelector("[data-remaining-announcement]");
const ANNOUNCE_AT = [300, 60];
const GIVE_SAVES_TIME = 2000;

if (box) {
  const ending = document.querySelector("[data-notice=ending]");
  const over = document.querySelector("[data-notice=over]");
  const closed = document.querySelector("[data-notice=closed]");
  const review = new URL(box.dataset.review, window.location);
  let left = Number(box.dataset.remaining);
  let since = performance.now();
  const remaining = () => left - (performance.now() - since) / 1000;
  let announced = ANNOUNCE_AT.filter((seconds) => remaining() <= seconds);

  const words = (seconds) =>
    seconds < 60
      ? box.dataset.textSeconds.replace("{n}", Math.floor(seconds))
      : box.dataset.textMinutes.replace("{n}", Math.ceil(seconds / 60));

  const leave = () => {
    leaveFreely();
    window.location.assign(review);
  };

  const close = () => {
    clearInterval(timer);
    ending.hidden = true;
    document.dispatchEvent(new CustomEvent("quiz:over"));
    over.hidden = false;
    const until = performance.now() + Number(box.dataset.grace) * 1000;
    const waits = setInterval(() => {
      const isUnsaved = paths().length > 0;
      over.querySelector("[data-too-late]").hidden = !isUnsaved || performance.now() < until;
      if (isUnsaved) return; // the server has the last word, when it is reached again
      clearInterval(waits);
      if (closed.hidden) leave();
      else over.hidden = true;
    }, GIVE_SAVES_TIME);
  };

  const tick = () => {
    const seconds = Math.max(0, remaining());
    const text = words(seconds);
    if (box.textContent !== text) box.textContent = text;
    ending.hidden = seconds > ANNOUNCE_AT.at(-1);
    for (const limit of ANNOUNCE_AT) {
      if (seconds <= limit && !announced.includes(limit)) {
        announced = [...announced, limit];
        announcement.textContent = words(limit);
      }
    }
    if (seconds === 0) close();
  };
  const timer = setInterval(tick, 1000);

  document.addEventListener("quiz:saved", ({ detail }) => {
    if (detail.remaining === null) return;
    if (!review.pathname.startsWith(`${attemptOf(detail.path)}/`)) return;
    left = detail.remaining;
    since = performance.now();
  });
}
