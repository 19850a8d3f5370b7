// One question of the form: what it would post, and this phone's memory of it until the server has it (saving.js),
// whatever happens to the network, the tab or the power.
(() => {
  const SHELF = "attempt-";
  const LONGEST = 60 * 24 * 60 * 60 * 1000; // ms an answer is kept for an attempt that nobody comes back to
  const TAB = Math.random().toString(36).slice(2);

  const isTick = (field) => field.type === "radio" || field.type === "checkbox";
  const answerFields = (fieldset) => [...fieldset.elements].filter((field) => field.name?.startsWith("q-"));

  function valueOf(field, rendered) {
    if (isTick(field)) return (rendered ? field.defaultChecked : field.checked) ? field.value : null;
    if (!rendered) return field.value;
    if (!field.options) return field.defaultValue;
    return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
  }

  /** What the question would post: as it is now, or as the server rendered it. */
  function fieldsOf(fieldset, rendered = false) {
    const found = new URLSearchParams();
    for (const field of answerFields(fieldset)) {
      const value = valueOf(field, rendered);
      if (value !== null) found.append(field.name, value);
    }
    found.sort(); // an ordering question moves its fields about
    return found.toString();
  }

  class Question {
    sent = null; // what went out and had no reply yet: {fields, sequence}
    isOut = false; // on its way just now
    isTaken = false; // by the server, since the page came
    trouble = ""; // stale, final, refused: this page's answer was not taken; newer, changed: another's was
    reason = "";
    newest = 0; // the sequence the server has

    constructor(fieldset, index, attempt) {
      this.fieldset = fieldset;
      this.number = index + 1;
      this.id = fieldset.dataset.question;
      this.place = `${SHELF}${attempt}-${this.id}`;
      this.was = fieldset.querySelector(`input[name="was-${this.id}"]`);
      this.base = Number.parseInt(this.was?.value, 10) || 0; // the sequence this page's answer builds on
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

    fill(fields) {
      const given = new URLSearchParams(fields);
      for (const field of answerFields(this.fieldset)) {
        if (isTick(field)) field.checked = given.getAll(field.name).includes(field.value);
        else field.value = given.get(field.name) ?? "";
      }
      this.fieldset.dispatchEvent(new Event("restored", { bubbles: true }));
    }

    /** Whether this phone now remembers what the server has not confirmed. */
    keep() {
      if (this.isClean) return this.forget();
      const entry = { fields: this.now, base: this.base, sent: this.sent, tab: TAB, at: Date.now() };
      try {
        localStorage.setItem(this.place, JSON.stringify(entry));
        return true;
      } catch {
        return false; // full, or forbidden
      }
    }

    /** What another tab of this phone has not got confirmed yet is that tab's to forget. */
    forget() {
      const entry = this.kept();
      if (entry && (entry.tab === TAB || entry.fields === this.clean)) this.drop();
      return true;
    }

    drop() {
      try {
        localStorage.removeItem(this.place);
      } catch {
        // forbidden: then nothing was kept either
      }
    }

    kept() {
      try {
        return JSON.parse(localStorage.getItem(this.place));
      } catch {
        return null;
      }
    }

    /** After a power cut: back into the form, and on to the server; before what was answered while this script came. */
    restore() {
      const entry = this.kept();
      if (typeof entry?.fields !== "string") return;
      if (this.isClean) this.fill(entry.fields);
      this.base = entry.base;
      this.sent = entry.sent ?? { fields: entry.fields, sequence: entry.base + 1 };
    }
  }

  /** Of attempts that nobody came back to. */
  Question.forgetOld = () => {
    try {
      const isOld = (name) => Date.now() - JSON.parse(localStorage.getItem(name)).at > LONGEST;
      const names = Object.keys(localStorage).filter((name) => name.startsWith(SHELF) && isOld(name));
      names.forEach((name) => localStorage.removeItem(name));
    } catch {
      // a memory that cannot be read holds nothing to tidy
    }
  };

  window.Question = Question;
})();
