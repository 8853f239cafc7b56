// [data-remaining]: counts on from the server's remaining seconds, in words, and says
// it politely at 5 and 1 minutes. The browser's clock is never asked for the time;
// each acknowledged save brings the server's truth again. Nothing blinks.

const box = document.querySelector("[data-remaining]");
const announcement = document.querySelector("[data-remaining-announcement]");
const ANNOUNCE_AT = [300, 60];
const GIVE_SAVES_TIME = 2000;

if (box) {
  let left = Number(box.dataset.remaining);
  let since = performance.now();
  const remaining = () => Math.max(0, left - (performance.now() - since) / 1000);
  let announced = ANNOUNCE_AT.filter((seconds) => remaining() <= seconds);

  const words = (seconds) =>
    seconds < 60
      ? box.dataset.textSeconds.replace("{n}", Math.floor(seconds))
      : box.dataset.textMinutes.replace("{n}", Math.ceil(seconds / 60));

  const tick = () => {
    const seconds = remaining();
    const text = words(seconds);
    if (box.textContent !== text) box.textContent = text;
    for (const limit of ANNOUNCE_AT) {
      if (seconds <= limit && !announced.includes(limit)) {
        announced = [...announced, limit];
        announcement.textContent = words(limit);
      }
    }
    if (seconds > 0) return;
    clearInterval(timer);
    setTimeout(() => window.location.assign(box.dataset.review), GIVE_SAVES_TIME);
  };
  const timer = setInterval(tick, 1000);

  document.addEventListener("quiz:saved", (event) => {
    if (event.detail.remaining === null) return;
    left = event.detail.remaining;
    since = performance.now();
  });
}
