// Every answer stays on this phone until the server has said that it has it, whatever happens to the network, the tab or
// the power. One question is one request, and no answer overtakes another: what was sent without a reply is sent again as
// it was, before anything newer. Without this script the form is saved by its buttons.
(() => {
  const form = document.getElementById("attempt");
  const words = document.getElementById("words");
  const line = document.getElementById("saved-words");
  if (!form?.dataset.save || !words || !line) return;

  const SAVE = form.dataset.save;
  const PAGE = SAVE.replace(/save\/$/, "");
  const SHELF = "attempt-";
  const MINE = `${SHELF}${form.dataset.attempt}-`;
  const DAY = 24 * 60 * 60 * 1000;
  const TYPING = 2000; // ms without a keystroke
  const PATIENCE = 30000;
  const KEEPALIVE = 60000; // browsers send at most 64 KB after a page is gone

  const say = (word, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words.dataset[word] ?? "");

  // --- a question and its fields ----------------------------------------------------------------

  /** What the question would post: as it is now, or as the server rendered it. */
  function fieldsOf(fieldset, rendered = false) {
    const found = new URLSearchParams();
    for (const field of fieldset.elements) {
      if (!field.name?.startsWith("q-")) continue;
      if (/radio|checkbox/.test(field.type)) {
        if (rendered ? field.defaultChecked : field.checked) found.append(field.name, field.value);
      } else if (field.options) {
        const chosen = rendered ? [...field.options].find((option) => option.defaultSelected) : field;
        found.append(field.name, chosen?.value ?? "");
      } else found.append(field.name, rendered ? field.defaultValue : field.value);
    }
    found.sort(); // an ordering question moves its fields about
    return found.toString();
  }

  function fill(fieldset, fields) {
    const given = new URLSearchParams(fields);
    for (const field of fieldset.elements) {
      if (!field.name?.startsWith("q-")) continue;
      if (/radio|checkbox/.test(field.type)) field.checked = given.getAll(field.name).includes(field.value);
      else field.value = given.get(field.name) ?? "";
    }
    fieldset.dispatchEvent(new Event("restored", { bubbles: true }));
  }

  class Question {
    sent = null; // what went out and had no reply yet: {fields, sequence}
    isOut = false; // on its way just now
    trouble = ""; // stale, final, refused (of this page's answer), newer, changed (of another's): for the learner to see
    reason = "";
    newer = 0; // the sequence of another tab's or device's answer

    constructor(fieldset, index) {
      this.fieldset = fieldset;
      this.number = index + 1;
      this.id = fieldset.dataset.question;
      this.was = fieldset.querySelector(`input[name="was-${this.id}"]`);
      this.base = Number.parseInt(this.was?.value, 10) || 0; // the server's sequence this page's answer builds on
      this.clean = fieldsOf(fieldset, true); // what the server has, as far as this page knows
    }

    get now() {
      return fieldsOf(this.fieldset);
    }

    get isClean() {
      return !this.sent && this.now === this.clean;
    }

    get isWaiting() {
      return !this.isClean && !this.trouble;
    }
  }

  const questions = [...form.querySelectorAll("fieldset[data-question]")].map((fieldset, index) => new Question(fieldset, index));
  const open = questions.filter((question) => question.was && !question.fieldset.disabled);
  const questionAt = (element) => open.find((question) => question.fieldset.contains(element));

  // --- this phone's memory ----------------------------------------------------------------------

  let remembers = true;

  function keep(question) {
    if (question.isClean) return forget(question);
    const entry = { fields: question.now, base: question.base, sent: question.sent, at: Date.now() };
    try {
      localStorage.setItem(MINE + question.id, JSON.stringify(entry));
      remembers = true;
    } catch {
      remembers = false; // full, or forbidden: then the page must not say otherwise
    }
  }

  function forget(question) {
    try {
      localStorage.removeItem(MINE + question.id);
    } catch {
      remembers = false;
    }
  }

  function kept(question) {
    try {
      return JSON.parse(localStorage.getItem(MINE + question.id));
    } catch {
      return null;
    }
  }

  /** The server has this answer. A newer one, of another tab of this phone, stays. */
  function forgetIfConfirmed(question) {
    const entry = kept(question);
    if (!question.isClean || (entry && entry.fields === question.clean)) keep(question);
  }

  /** After a power cut: what was not confirmed goes back into the form, and on to the server. */
  function restore() {
    for (const question of open) {
      const entry = kept(question);
      if (!entry?.fields) continue;
      fill(question.fieldset, entry.fields);
      question.base = entry.base;
      question.sent = entry.sent ?? { fields: entry.fields, sequence: entry.base + 1 };
    }
  }

  /** Of attempts that were never opened again. */
  function forgetOld() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(SHELF) && Date.now() - JSON.parse(localStorage[name]).at > 60 * DAY) localStorage.removeItem(name);
      }
    } catch {
      // a memory that cannot be read holds nothing to tidy
    }
  }

  // --- what the learner is told: nothing the server has not said --------------------------------

  const untouched = line.textContent;
  const icons = Object.fromEntries([...words.content.querySelectorAll("svg")].map((icon) => [icon.dataset.icon, icon]));
  let savedAt = "";
  let notice = "";
  let isFailing = false;
  let isSignedOut = false;

  /** [whether the server has everything, the words for it] */
  function truth() {
    const count = open.filter((question) => question.isWaiting).length;
    const numbers = open.filter((question) => /stale|final|refused/.test(question.trouble)).map((question) => question.number);
    if (notice) return [false, notice];
    if (count && isSignedOut) return [false, say("signedOut")];
    if (count && !remembers) return [false, say("unkept", { count })];
    if (count) return [false, say(isFailing || !navigator.onLine ? "waiting" : "sending", { count })];
    if (numbers.length) return [false, say("attention", { questions: numbers.join(", ") })];
    return [true, savedAt ? say("saved", { time: savedAt }) : untouched];
  }

  function draw() {
    const [isSaved, text] = truth();
    if (line.textContent === text) return;
    line.textContent = text;
    const box = line.closest(".saved");
    box?.classList.toggle("saved--phone", !isSaved);
    const icon = icons[isSaved ? "cloud" : "phone"];
    if (icon) box?.querySelector("svg")?.replaceWith(icon.cloneNode(true));
  }

  function button(word, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "btn btn--quiet btn--small";
    element.textContent = say(word);
    element.addEventListener("click", act);
    return element;
  }

  function note(question) {
    question.fieldset.querySelector("[data-note]")?.remove();
    if (!question.trouble) return;
    const box = document.createElement("div");
    box.className = "note note--warn";
    box.dataset.note = question.trouble;
    const text = document.createElement("p");
    text.textContent = say(question.trouble, { reason: question.reason });
    const choices = document.createElement("p");
    choices.className = "cluster";
    if (question.trouble === "stale") choices.append(button("keepMine", () => keepMine(question)));
    if (/stale|final|newer/.test(question.trouble)) choices.append(button("showNewer", () => showNewer(question)));
    const body = document.createElement("div");
    body.append(text, ...(choices.children.length ? [choices] : []));
    box.append(...(icons.warning ? [icons.warning.cloneNode(true)] : []), body);
    question.fieldset.querySelector("legend")?.after(box);
  }

  function tell(question, trouble, reason = "") {
    if (question.trouble === trouble && question.reason === reason) return;
    Object.assign(question, { trouble, reason });
    note(question);
  }

  function keepMine(question) {
    edited(question);
    question.fieldset.querySelector("legend")?.focus();
    pump();
  }

  function showNewer(question) {
    forget(question);
    isLeaving = true;
    if (location.pathname !== PAGE) location.assign(`${PAGE}#${question.fieldset.id}`);
    else {
      history.replaceState(null, "", `#${question.fieldset.id}`);
      location.reload();
    }
  }

  // --- on the way to the server -----------------------------------------------------------------

  let pumping = null;
  let isLeaving = false;
  let retry = 0;
  let pause = 0;

  function post(question, { fields, sequence }) {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
    body.set(`was-${question.id}`, question.was.value);
    body.set("sequence", sequence);
    return fetch(SAVE, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: body.toString().length < KEEPALIVE,
      signal: AbortSignal.timeout?.(PATIENCE),
    });
  }

  const jsonOf = (reply) => (/json/.test(reply.headers.get("Content-Type")) ? reply.json() : null);

  /** True when the server has decided, whichever way; false when it is worth waiting. */
  async function deliver(question, again = true) {
    question.sent ??= { fields: question.now, sequence: question.base + 1 };
    const { sent } = question;
    keep(question);
    question.isOut = true;
    try {
      const reply = await post(question, sent);
      const json = await jsonOf(reply);
      if (reply.status === 409 && json) return closed();
      if (reply.status === 200 || reply.status === 422) if (json) return settle(question, sent, json);
      if (reply.status === 400 || reply.status === 413) return refused(question, json?.error ?? reply.status);
      if (reply.status >= 500 || reply.status === 429) return later();
    } catch {
      return later();
    } finally {
      question.isOut = false;
    }
    if (again && (await lookAgain())) return deliver(question, false);
    isSignedOut ||= again === false;
    return false;
  }

  function later() {
    isFailing = true;
    pause = Math.min((pause || 1000) * 2, 60000);
    clearTimeout(retry);
    retry = setTimeout(pump, pause * (0.75 + Math.random() / 2));
    return false;
  }

  function refused(question, reason) {
    question.sent = null;
    tell(question, "refused", reason);
    keep(question);
    return true;
  }

  function settle(question, sent, json) {
    const { id } = question;
    isFailing = isSignedOut = false;
    pause = 0;
    question.sent = null;
    if (json.errors?.[id]) return refused(question, json.errors[id]);
    question.newer = json.sequences[id] ?? 0;
    const lost = ["stale", "final"].find((list) => json[list]?.includes(id));
    if (lost) tell(question, lost);
    else confirm(question, sent.fields, json);
    keep(question);
    noticeOthers(json.sequences);
    return true;
  }

  function confirm(question, fields, json) {
    question.clean = fields;
    question.base = question.newer;
    question.was.value = json.was?.[question.id] ?? question.was.value;
    savedAt = json.saved_at ?? savedAt;
    tabs?.postMessage({ id: question.id, fields, base: question.base, was: question.was.value, savedAt });
  }

  /** Each reply also tells which other answers are newer on the server than on this page. */
  function noticeOthers(sequences) {
    for (const question of open) {
      question.newer = Math.max(question.newer, sequences[question.id] ?? 0);
      if (question.newer > question.base && question.isClean) tell(question, "newer");
    }
  }

  /** The page once more, unseen: is the attempt still open and ours, and which CSRF token counts now? */
  async function lookAgain() {
    try {
      const reply = await fetch(PAGE, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
      if (reply.type === "opaqueredirect") return closed();
      const token = reply.ok && /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await reply.text());
      isSignedOut = !token && reply.status < 500;
      if (!token) return isSignedOut ? false : later();
      for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token[1];
      return true;
    } catch {
      return later();
    }
  }

  /** Finished elsewhere: a plain post is answered with the reason and the result. */
  function closed() {
    isLeaving = true;
    open.forEach(forget);
    form.action = SAVE;
    form.submit();
    return false;
  }

  async function run() {
    let question;
    while (!isLeaving && (question = open.find((each) => each.isWaiting && !each.isOut))) {
      if (!(await deliver(question))) break;
      draw();
    }
  }

  function pump() {
    clearTimeout(retry);
    draw();
    pumping ??= run().finally(() => {
      pumping = null;
      draw();
    });
    return pumping;
  }

  // --- what happens on the page -----------------------------------------------------------------

  let typing = 0;

  function edited(question) {
    notice = "";
    if (question.trouble) question.base = Math.max(question.base, question.newer);
    tell(question, "");
    keep(question);
    draw();
  }

  form.addEventListener("input", (event) => {
    const question = questionAt(event.target);
    if (!question) return;
    edited(question);
    clearTimeout(typing);
    // A number half typed is no number: it goes when the field is left.
    if (event.target.inputMode !== "decimal") typing = setTimeout(pump, TYPING);
  });
  form.addEventListener("change", pump);

  const tabs = window.BroadcastChannel ? new BroadcastChannel(MINE) : null;
  tabs?.addEventListener("message", ({ data }) => {
    const question = open.find((each) => each.id === data.id);
    if (!question?.isClean || question.base >= data.base) return;
    if (question.now !== data.fields) {
      fill(question.fieldset, data.fields);
      tell(question, "changed");
    } else tell(question, "");
    Object.assign(question, { clean: data.fields, base: data.base });
    question.was.value = data.was;
    savedAt = data.savedAt;
    draw();
  });

  function wake() {
    pause = 0;
    isLeaving = false;
    pump();
  }

  /** The page may never run again: everything at once, also what waits for its turn. */
  function flush() {
    if (isLeaving) return;
    for (const question of open) if (question.isWaiting && !question.isOut) deliver(question).then(draw);
  }

  addEventListener("online", wake);
  addEventListener("offline", draw);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => (document.hidden ? flush() : wake()));
  addEventListener("beforeunload", (event) => {
    if (!remembers && !isLeaving && open.some((question) => question.isWaiting)) event.preventDefault();
  });

  // --- the form's own buttons -------------------------------------------------------------------

  function stay(text) {
    notice = text;
    draw();
    return false;
  }

  /** First everything that waits, then a look whether the server is there: an error page of the browser helps nobody. */
  async function isReady() {
    await pump();
    const stale = open.find((question) => question.trouble === "stale");
    if (stale) location.hash = stale.fieldset.id;
    if (stale) return false;
    if (open.some((question) => question.isWaiting) || !(await lookAgain())) {
      return isLeaving ? false : stay(say(isSignedOut ? "signedOut" : "offline"));
    }
    return true;
  }

  function leaveBy(submitter) {
    isLeaving = true;
    form.action = submitter?.getAttribute("formaction") ?? form.action;
    if (submitter?.name) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(field);
    }
    form.submit();
  }

  let isGoing = false;

  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    const target = submitter?.getAttribute("formaction");
    if (target && target !== SAVE) {
      // «Check» is between the browser and the server.
      if (navigator.onLine) isLeaving = true;
      else event.preventDefault(stay(say("offline")));
      return;
    }
    event.preventDefault();
    if (target && !submitter.name) return pump(); // Enter in a text field
    if (isGoing) return;
    isGoing = true;
    if (await isReady()) leaveBy(submitter);
    isGoing = false;
  });

  form.autocomplete = "off"; // browsers bring back old answers after Back; the server and this phone know better
  forgetOld();
  restore();
  open.filter((question) => !question.isClean).forEach(keep);
  if (open.some((question) => question.isWaiting)) pump();
})();
