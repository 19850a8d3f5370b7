// A lesson: videos open in their place, sections read without a network are told to the server later, and the way shows
// which section is on the screen.
(() => {
  const words = document.getElementById("words");
  const say = (word) => words?.dataset[word] ?? "";
  const icon = (name) => words?.content.querySelector(`[href$="#${name}"]`)?.closest("svg").cloneNode(true) ?? "";

  // --- videos: nothing is loaded from there before the tap ---

  function player(figure) {
    const { video, videoTitle } = figure.dataset;
    const frame = document.createElement("iframe");
    frame.className = "video__frame";
    frame.title = videoTitle ?? "";
    frame.allow = "autoplay; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin"; // the player refuses to play without one
    frame.src = `https://www.youtube-nocookie.com/embed/${encodeURIComponent(video)}?autoplay=1&rel=0`;
    return frame;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("figure[data-video] > p > a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!navigator.onLine) return;
    event.preventDefault();
    const frame = player(link.closest("figure"));
    link.parentElement.replaceWith(frame);
    frame.focus();
  });

  // --- sections read without a network ---

  const SHELF = "section-";
  const forms = [...document.querySelectorAll("form.section__end")];
  const addressOf = (form) => form.getAttribute("action");
  const formFor = (address) => forms.find((form) => addressOf(form) === address);

  function remembered() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(SHELF)).map((name) => name.slice(SHELF.length));
    } catch {
      return [];
    }
  }

  function remember(address) {
    try {
      localStorage.setItem(SHELF + address, String(Date.now()));
      return true;
    } catch {
      return false;
    }
  }

  function note(form, word, iconName) {
    const box = form?.querySelector(".saved") ?? document.createElement("p");
    const text = document.createElement("span");
    text.textContent = say(word);
    box.className = iconName === "check-circle" ? "saved" : "saved saved--phone";
    box.setAttribute("role", "status");
    form?.querySelector("button")?.replaceWith(box);
    box.replaceChildren(icon(iconName), text);
  }

  function markDone(form) {
    note(form, "done", "check-circle");
    const stop = document.querySelector(`.stops a[href="#${form?.closest(".section")?.id}"]`);
    if (!stop) return;
    stop.dataset.state = "done";
    stop.querySelector(".node")?.replaceChildren(icon("check"));
    const state = stop.querySelector(".visually-hidden");
    const number = [...stop.closest("ol").children].indexOf(stop.closest("li")) + 1;
    if (state) state.textContent = say("stopDone").replace("{number}", number);
  }

  /** True when the server has decided. */
  async function tell(address) {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value;
    if (!token) return false;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token });
    const reply = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    const json = /json/.test(reply.headers.get("Content-Type")) ? await reply.json() : null;
    if (reply.ok && json) markDone(formFor(address));
    else if (reply.status === 404 || (json && reply.status === 400)) note(formFor(address), "refused", "warning");
    else return false;
    localStorage.removeItem(SHELF + address);
    return true;
  }

  /** What was read may have opened what comes next. */
  async function renewNext() {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const next = page.getElementById("next");
    if (next) document.getElementById("next")?.replaceWith(next);
  }

  let isTelling = false;

  async function tellAll() {
    const kept = remembered();
    if (isTelling || !navigator.onLine || !kept.length) return;
    isTelling = true;
    try {
      for (const address of kept) if (!(await tell(address))) break;
      await renewNext();
    } catch {
      // no network after all: it stays remembered
    }
    isTelling = false;
  }

  for (const form of forms) {
    if (remembered().includes(addressOf(form))) note(form, "kept", "phone");
    form.addEventListener("submit", (event) => {
      if (navigator.onLine || !say("kept") || !remember(addressOf(form))) return;
      event.preventDefault();
      note(form, "kept", "phone");
    });
  }
  tellAll();
  addEventListener("online", tellAll);
  document.addEventListener("visibilitychange", () => document.hidden || tellAll());

  // --- check yourself: an empty answer is said at the question, not on a page of its own ---

  const isAnswered = (form) => [...new FormData(form)].some(([name, value]) => name.startsWith("q-") && value.trim());

  function complain(form) {
    const complaint = form.querySelector(".complaint") ?? document.createElement("p");
    const text = document.createElement("span");
    text.textContent = say("unanswered");
    complaint.className = "complaint";
    complaint.setAttribute("role", "alert");
    complaint.replaceChildren(icon("warning"), text);
    form.querySelector("button:not([type=button])").parentElement.before(complaint);
  }

  for (const form of document.querySelectorAll('form[id^="check-"]')) {
    form.addEventListener("submit", (event) => {
      if (!say("unanswered") || isAnswered(form)) return;
      event.preventDefault();
      complain(form);
    });
    form.addEventListener("input", () => form.querySelector(".complaint")?.remove());
  }

  // --- where one is ---

  const stops = [...document.querySelectorAll('.lesson__nav a[href^="#"]')];

  function look(entries) {
    const now = entries.find((entry) => entry.isIntersecting)?.target.id;
    if (!now) return;
    for (const stop of stops) {
      if (stop.hash === `#${now}`) stop.setAttribute("aria-current", "true");
      else stop.removeAttribute("aria-current");
    }
  }

  if (stops.length && window.IntersectionObserver) {
    const watcher = new IntersectionObserver(look, { rootMargin: "-25% 0px -74%" });
    for (const stop of stops) {
      const section = document.getElementById(stop.hash.slice(1));
      if (section) watcher.observe(section);
    }
  }

  // --- ordering questions, where there are any ---

  if (words?.dataset.sorter && document.querySelector(".sorter")) {
    document.head.append(Object.assign(document.createElement("script"), { src: words.dataset.sorter }));
  }
})();
