// What the learner sees of saving.js: a line that says only what the server has said, a note at an answer that was not
// taken, and buttons that wait for the answers on their way.
(() => {
  const form = document.getElementById("attempt");
  const words = document.getElementById("words");
  const line = document.getElementById("saved-words");
  if (!form?.dataset.save || !words || !line || !window.Saving) return;

  const TYPING = 2000; // ms without a keystroke
  const saving = new window.Saving(form);
  const untouched = line.textContent;
  let notice = "";

  const say = (word, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words.dataset[word] ?? "");
  const icon = (name) => words.content.querySelector(`[href$="#${name}"]`)?.closest("svg").cloneNode(true);
  const questionAt = (element) => saving.open.find((question) => question.fieldset.contains(element));

  // --- the line ---

  function wordsForWaiting(count) {
    if (saving.isSignedOut) return say("signedOut");
    if (!saving.remembers) return say("unkept", { count });
    return say(saving.isFailing || !navigator.onLine ? "waiting" : "sending", { count });
  }

  /** [whether the server has everything, the words for it] */
  function truth() {
    const count = saving.waiting.length;
    const untaken = saving.open.filter((question) => /stale|final|refused/.test(question.trouble));
    if (notice) return [false, notice];
    if (count) return [false, wordsForWaiting(count)];
    if (untaken.length) return [false, say("attention", { questions: untaken.map((question) => question.number).join(", ") })];
    return [true, saving.savedAt ? say("saved", { time: saving.savedAt }) : untouched];
  }

  function draw() {
    saving.open.forEach(drawNote);
    form.dispatchEvent(new Event("judged"));
    const [isSaved, text] = truth();
    if (line.textContent === text) return;
    line.textContent = text;
    const box = line.closest(".saved");
    box?.classList.toggle("saved--phone", !isSaved);
    box?.querySelector("svg")?.replaceWith(icon(isSaved ? "cloud" : "phone") ?? "");
  }

  // --- a note at the question ---

  /** What the page came with, said of an answer that has been put right since. */
  function forgive({ fieldset }) {
    fieldset.querySelector(".complaint")?.remove();
    fieldset.querySelector(".field--bad")?.classList.remove("field--bad");
    fieldset.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    document.querySelector(`.trouble__list a[href="#${fieldset.id}"]`)?.parentElement.remove();
    const summary = document.querySelector(".trouble");
    if (summary && !summary.querySelector("li")) summary.remove();
  }

  /** True when the page already says it at the question. */
  function complained({ fieldset, trouble, reason }) {
    const complaint = trouble === "refused" && fieldset.querySelector(".complaint span");
    if (complaint) complaint.textContent = reason;
    return Boolean(complaint);
  }

  function drawNote(question) {
    question.fieldset.toggleAttribute("data-refused", question.trouble === "refused"); // quiz.js counts it as unanswered
    if (question.isTaken && question.isClean && !question.trouble) forgive(question);
    const text = question.trouble && !complained(question) && say(question.trouble, { reason: question.reason });
    const shown = question.fieldset.querySelector("[data-note]");
    if ((text || "") === (shown?.querySelector("p").textContent ?? "")) return;
    shown?.remove();
    const note = document.getElementById("note")?.content.firstElementChild.cloneNode(true);
    if (!text || !note) return;
    note.querySelector("p").textContent = text;
    offer(note, "mine", question.trouble === "stale", () => keepMine(question));
    offer(note, "newer", /stale|final|newer/.test(question.trouble), () => showNewer(question));
    question.fieldset.querySelector("legend")?.after(note);
  }

  function offer(note, choice, isOffered, act) {
    const button = note.querySelector(`[data-choice="${choice}"]`);
    if (isOffered) button?.addEventListener("click", act);
    else button?.remove();
  }

  function keepMine(question) {
    saving.edited(question);
    saving.pump();
    question.fieldset.querySelector("legend")?.focus();
  }

  function showNewer(question) {
    question.drop();
    saving.isLeaving = true;
    if (location.pathname !== saving.page) return location.assign(`${saving.page}#${question.fieldset.id}`);
    history.replaceState(null, "", `#${question.fieldset.id}`);
    location.reload();
  }

  // --- answering ---

  let typing = 0;

  form.addEventListener("input", (event) => {
    const question = questionAt(event.target);
    if (!question) return;
    notice = "";
    saving.edited(question);
    clearTimeout(typing);
    // A number half typed is no number: it goes when the field is left.
    if (event.target.inputMode !== "decimal") typing = setTimeout(() => saving.pump(), TYPING);
  });
  form.addEventListener("change", () => saving.pump());
  saving.addEventListener("change", draw);

  function wake() {
    notice = "";
    saving.wake();
  }

  addEventListener("online", wake);
  addEventListener("offline", draw);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("pagehide", () => saving.flush());
  document.addEventListener("visibilitychange", () => (document.hidden ? saving.flush() : wake()));
  addEventListener("beforeunload", (event) => {
    if (!saving.remembers && !saving.isLeaving && saving.waiting.length) event.preventDefault();
  });

  // --- the form's own buttons ---

  function stay() {
    notice = say(saving.isSignedOut ? "signedOut" : "offline");
    draw();
    return false;
  }

  /** First everything that waits, then a look whether the server is there: an error page of the browser helps nobody. */
  async function isReady() {
    await saving.pump();
    const stale = saving.open.find((question) => question.trouble === "stale");
    if (stale) location.hash = stale.fieldset.id;
    if (stale || saving.isLeaving) return false;
    const isThere = !saving.waiting.length && (await saving.lookAgain());
    return isThere || (!saving.isLeaving && stay());
  }

  function leaveBy(submitter) {
    saving.isLeaving = true;
    form.action = submitter?.getAttribute("formaction") ?? form.action;
    if (submitter?.name) {
      const { name, value } = submitter;
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.submit();
  }

  let isGoing = false;

  async function goBy(submitter) {
    if (isGoing) return;
    isGoing = true;
    if (await isReady()) leaveBy(submitter);
    isGoing = false;
  }

  form.addEventListener("submit", (event) => {
    const target = event.submitter?.getAttribute("formaction");
    const isCheck = target && target !== saving.url;
    if (isCheck && navigator.onLine) {
      saving.isLeaving = true; // the browser asks the server
      return;
    }
    event.preventDefault();
    if (isCheck) stay();
    else if (target && !event.submitter.name) saving.pump(); // Enter in a text field
    else goBy(event.submitter);
  });

  form.autocomplete = "off"; // browsers bring back old answers after Back; the server and this phone know better
  saving.start();
})();
