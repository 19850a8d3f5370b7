// The time a timed attempt has left, and its page's signs of life. The server alone has a clock: here only passes the
// time since it last said what is left. Without this script the page says when the attempt ends, and the server ends it.
(() => {
  const clock = document.getElementById("clock");
  const left = document.getElementById("clock-left");
  const said = document.getElementById("clock-said");
  const form = document.getElementById("attempt");
  if (!clock || !left || !said || !form) return;

  const { dataset } = clock;
  const SPOKEN = [[300, "five"], [60, "one"]]; // seconds left
  let endsAt = performance.now() + Number(dataset.left) * 1000;
  let before = Number(dataset.left);
  let isEnding = false;

  const seconds = () => Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  const fill = (word, values) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), dataset[word]);

  function inWords(rest) {
    if (rest < 60) return fill("seconds", { seconds: rest });
    const minutes = Math.floor(rest / 60);
    if (minutes < 60) return fill("minutes", { minutes });
    return fill("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }

  function draw() {
    const rest = seconds();
    const text = inWords(rest);
    if (left.textContent !== text) left.textContent = text;
    for (const [mark, word] of SPOKEN) if (before > mark && rest <= mark && rest > 0) said.textContent = dataset[word];
    before = rest;
    if (!rest && !isEnding) end();
  }

  /** The server's word on what is left; false where it could not be had. */
  async function beat() {
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken?.value ?? "" });
      const reply = await fetch(dataset.beat, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (reply.status === 409) return location.replace(dataset.page); // over, and graded
      if (!reply.ok) return false;
      const json = await reply.json();
      endsAt = performance.now() + json.left * 1000;
      before = Math.max(before, seconds());
      document.getElementById("clock-until").textContent = json.until;
      return true;
    } catch {
      return false;
    }
  }

  /** Hands in what stands on the page, unless the server gives time back. Offline the server does it alone. */
  async function end() {
    isEnding = true;
    said.textContent = dataset.over;
    if ((await beat()) && !seconds()) form.requestSubmit(form.querySelector("#finish button"));
    if (seconds()) isEnding = false;
  }

  async function wake() {
    await beat();
    if (!seconds()) isEnding = false;
    draw();
  }

  document.getElementById("saved")?.before(clock); // in sight while one answers: quiz.js has moved that line
  setInterval(draw, 1000);
  setInterval(beat, Number(dataset.every) * 1000);
  addEventListener("online", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  wake();
})();
