// How the answers of an attempt reach the server: one request a question, and none overtakes another: what went out
// without a reply goes out again as it was, before anything newer. answers.js is what the learner sees of it.
(() => {
  const PATIENCE = 30000; // ms for one reply
  const LONGEST_PAUSE = 60000;
  const KEEPALIVE = 60000; // browsers send at most 64 KB after a page is gone

  const timeout = () => AbortSignal.timeout?.(PATIENCE);
  const jsonOf = (reply) => (/json/.test(reply.headers.get("Content-Type")) ? reply.json() : null);

  class Saving extends EventTarget {
    savedAt = "";
    remembers = true;
    isFailing = false;
    isSignedOut = false;
    isLeaving = false;
    pause = 0;

    constructor(form) {
      super();
      this.form = form;
      this.url = form.dataset.save;
      this.page = this.url.replace(/save\/$/, "");
      const { attempt } = form.dataset;
      const fieldsets = [...form.querySelectorAll("fieldset[data-question]")];
      const questions = fieldsets.map((fieldset, index) => new Question(fieldset, index, attempt));
      const isOpen = (question) => question.was && !question.fieldset.disabled;
      this.open = questions.filter(isOpen);
      questions.filter((question) => !isOpen(question)).forEach((question) => question.drop()); // checked: final
      this.tabs = window.BroadcastChannel ? new BroadcastChannel(`attempt-${attempt}`) : null;
      this.tabs?.addEventListener("message", ({ data }) => this.hear(data));
    }

    start() {
      Question.forgetOld();
      for (const question of this.open) {
        question.restore();
        if (!question.isClean) this.keep(question);
      }
      if (this.waiting.length) this.pump();
    }

    /** The answers the server is still to decide on. */
    get waiting() {
      return this.open.filter((question) => question.isWaiting);
    }

    changed() {
      this.dispatchEvent(new Event("change"));
    }

    tell(question, trouble, reason = "") {
      Object.assign(question, { trouble, reason });
    }

    keep(question) {
      this.remembers = question.keep();
    }

    /** The learner has changed an answer, or insists on it against a newer one they were told of. */
    edited(question) {
      if (/stale|newer/.test(question.trouble)) question.base = Math.max(question.base, question.newest);
      this.tell(question, "");
      this.keep(question);
      this.changed();
    }

    // --- sending ---

    pump() {
      clearTimeout(this.retry);
      this.changed();
      this.pumping ??= this.run().finally(() => {
        this.pumping = null;
        this.changed();
      });
      return this.pumping;
    }

    async run() {
      let question;
      while (!this.isLeaving && (question = this.waiting.find((each) => !each.isOut))) {
        if (!(await this.deliver(question))) break;
        this.changed();
      }
    }

    wake() {
      this.pause = 0;
      this.isLeaving = false;
      return this.pump();
    }

    /** The page may never run again: everything at once, also what waits for its turn. */
    flush() {
      if (this.isLeaving) return;
      for (const question of this.waiting) if (!question.isOut) this.deliver(question).then(() => this.changed());
    }

    /** True when the server has decided, whichever way; false when there is nothing to do but wait. */
    async deliver(question) {
      question.sent ??= { fields: question.now, sequence: question.base + 1 };
      this.keep(question);
      question.isOut = true;
      try {
        const said = await this.ask(question);
        return said === "again" ? (await this.lookAgain()) && (await this.askOnceMore(question)) : said;
      } catch {
        return this.later();
      } finally {
        question.isOut = false;
      }
    }

    /** One request. "again" is an answer that is not the academy's about this question: signed out, or an old token. */
    async ask(question) {
      const { sent } = question;
      const reply = await this.post(question, sent);
      const json = await jsonOf(reply);
      if (reply.status >= 500 || reply.status === 429) return this.later();
      if (reply.status === 413 || reply.status === 400) return this.refused(question, json?.error ?? reply.status);
      if (json && reply.status === 409) return this.closed();
      if (json && (reply.ok || reply.status === 422)) return this.settle(question, sent, json);
      return "again";
    }

    async askOnceMore(question) {
      const said = await this.ask(question);
      this.isSignedOut = said === "again";
      return said === true;
    }

    post(question, { fields, sequence }) {
      const body = new URLSearchParams(fields);
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken?.value ?? "");
      body.set(`was-${question.id}`, question.was.value);
      body.set("sequence", sequence);
      const keepalive = body.toString().length < KEEPALIVE;
      const headers = { Accept: "application/json" };
      return fetch(this.url, { method: "POST", body, headers, keepalive, redirect: "manual", signal: timeout() });
    }

    later() {
      this.isFailing = true;
      this.pause = Math.min((this.pause || 1000) * 2, LONGEST_PAUSE);
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.pump(), this.pause * (0.75 + Math.random() / 2));
      return false;
    }

    // --- what the server says ---

    settle(question, sent, json) {
      const { id } = question;
      this.isFailing = this.isSignedOut = false;
      this.pause = 0;
      if (json.errors?.[id]) return this.refused(question, json.errors[id]);
      question.sent = null;
      question.newest = json.sequences[id] ?? 0;
      const lost = ["stale", "final"].find((list) => json[list]?.includes(id));
      if (lost) this.tell(question, lost);
      else this.confirm(question, sent.fields, json);
      this.keep(question);
      this.noticeOthers(json.sequences);
      return true;
    }

    /** What has been changed since goes out next, and may well be taken. */
    refused(question, reason) {
      if (question.now === question.sent.fields) this.tell(question, "refused", reason);
      question.sent = null;
      this.keep(question);
      return true;
    }

    confirm(question, fields, json) {
      question.clean = fields;
      question.isTaken = true;
      question.base = question.newest;
      question.was.value = json.was?.[question.id] ?? question.was.value;
      this.savedAt = json.saved_at ?? this.savedAt;
      const { id, base, was } = question;
      this.tabs?.postMessage({ id, fields, base, was: was.value, savedAt: this.savedAt });
    }

    /** Each reply also tells which other answers are newer on the server than on this page. */
    noticeOthers(sequences) {
      for (const question of this.open) {
        question.newest = Math.max(question.newest, sequences[question.id] ?? 0);
        if (question.newest > question.base && question.isClean) this.tell(question, "newer");
      }
    }

    /** Another tab of this phone has had an answer confirmed: this one shows it too, unless it has one of its own. */
    hear({ id, fields, base, was, savedAt }) {
      const question = this.open.find((each) => each.id === id);
      if (!question?.isClean || question.base >= base) return;
      const isOther = question.now !== fields;
      Object.assign(question, { clean: fields, base });
      if (isOther) question.fill(fields);
      this.tell(question, isOther ? "changed" : "");
      question.was.value = was;
      this.savedAt = savedAt;
      this.changed();
    }

    /** The page once more, unseen: is the attempt still open and ours, and which CSRF token counts now? */
    async lookAgain() {
      try {
        const reply = await fetch(this.page, { redirect: "manual", cache: "no-store", signal: timeout() });
        if (reply.type === "opaqueredirect") return this.closed(() => location.replace(this.page));
        if (reply.status >= 500) return this.later();
        const token = reply.ok && /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await reply.text());
        this.isSignedOut = !token;
        for (const field of document.getElementsByName("csrfmiddlewaretoken")) if (token) field.value = token[1];
        return Boolean(token);
      } catch {
        return this.later();
      }
    }

    /** Finished elsewhere: a plain post is answered with the reason and the result. */
    closed(go = () => this.form.submit()) {
      this.isLeaving = true;
      this.open.forEach((question) => question.drop());
      this.form.action = this.url;
      go();
      return false;
    }
  }

  window.Saving = Saving;
})();
