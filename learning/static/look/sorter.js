// Ordering questions: steps move by buttons, and one place set moves the others, so that the order is whole. An order
// nobody touched is no answer.
(() => {
  const words = document.getElementById("words")?.dataset ?? {};
  const steps = (list) => [...list.children];
  const place = (step) => steps(step.parentElement).indexOf(step);
  const select = (step) => step.querySelector("select");
  const buttons = (step) => [...step.querySelectorAll("[data-move]")];

  /** The others make room: the step itself, and what has the focus in it, is never taken out of the page. */
  function move(step, to) {
    while (place(step) > to) step.after(step.previousElementSibling);
    while (place(step) < to) step.before(step.nextElementSibling);
  }

  function drawEnds(list) {
    steps(list).forEach((step, index, all) => {
      for (const button of buttons(step)) button.disabled = index === (button.dataset.move === "up" ? 0 : all.length - 1);
    });
  }

  /** One place was set, or taken back: with it the whole order is given, or none. */
  function set(list, step) {
    const chosen = select(step).value;
    if (chosen) move(step, Number(chosen) - 1);
    steps(list).forEach((each, index) => (select(each).value = chosen && index + 1));
    drawEnds(list);
  }

  function press(button, list, voice) {
    const step = button.closest("li");
    select(step).value = place(step) + 1 + (button.dataset.move === "up" ? -1 : 1);
    select(step).dispatchEvent(new Event("input", { bubbles: true }));
    select(step).dispatchEvent(new Event("change", { bubbles: true }));
    if (button.disabled) buttons(step).find((each) => !each.disabled)?.focus();
    voice.textContent = (words.place ?? "")
      .replace("{step}", step.querySelector(".sorter__text")?.textContent ?? "")
      .replace("{place}", place(step) + 1)
      .replace("{total}", steps(list).length);
  }

  /** After somebody else has set all the places. */
  function arrange(list) {
    const order = steps(list).sort((one, other) => select(one).value - select(other).value);
    if (order.every((step, index) => Number(select(step).value) === index + 1)) list.append(...order);
    drawEnds(list);
  }

  for (const list of document.querySelectorAll(".sorter")) {
    if (list.closest("fieldset:disabled") || !steps(list).every(select)) continue;
    const voice = document.createElement("p");
    voice.className = "visually-hidden";
    voice.setAttribute("role", "status");
    list.after(voice);
    const hint = list.previousElementSibling;
    if (words.arrange && hint?.matches(".hint")) hint.textContent = words.arrange;
    for (const button of list.querySelectorAll("[data-move]")) button.hidden = false;
    list.addEventListener("input", (event) => set(list, event.target.closest("li")));
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) press(button, list, voice);
    });
    arrange(list);
  }
  document.addEventListener("restored", (event) => event.target.querySelectorAll(".sorter").forEach(arrange));
})();
