// The search field: titles that fit what is typed so far, in the browser's own list. Nothing is kept.
(() => {
  const form = document.querySelector("form[data-titles]");
  const field = form?.elements.q;
  const list = field?.list;
  if (!list) return;

  let asked = "";
  let waiting = 0;

  async function offer() {
    const typed = field.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const answer = await fetch(`${form.dataset.titles}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (!answer?.ok || typed !== asked) return;
    const { titles } = await answer.json();
    list.replaceChildren(...titles.map((title) => new Option(title, title)));
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 200);
  });
})();
