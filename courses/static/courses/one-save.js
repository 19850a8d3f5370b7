// The editor saves drafts by itself. A press on “Publish” while it does so would send the page twice at once: a new
// page would be refused because its own draft has taken the address, and a draft that comes after would stand beside
// what was just published. So a press waits for the draft under way, and no draft begins after it.
(() => {
  let isSaving = false;
  let isSent = false;
  let waiting = null;

  const send = ({ form, submitter }) => {
    if (submitter) submitter.disabled = false; // it says “Publishing…” meanwhile; a disabled button sends no name
    form.requestSubmit(submitter);
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (isSent || waiting) return event.preventDefault();
    isSaving = true;
  }, true);

  for (const end of ["success", "error"]) {
    document.addEventListener(`w-autosave:${end}`, () => {
      isSaving = false;
      if (!waiting) return;
      const press = waiting;
      waiting = null;
      setTimeout(send, 0, press); // once the editor has taken in what it was answered
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-edit-form]")) return;
    if (isSaving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = { form, submitter: event.submitter };
      return;
    }
    isSent = true;
    setTimeout(() => { isSent = !event.defaultPrevented; }); // the editor may ask first whether to overwrite
  }, true);

  addEventListener("pageshow", () => { isSent = false; }); // back from where the press led
})();
