// One question at a time, each with an address (#q-…), so that Back, reload and «Continue» find it again.
// On paper, and without this script, the page is one long form.
(() => {
  const form = document.getElementById("attempt");
  const words = document.getElementById("words");
  const questions = [...(form?.querySelectorAll(":scope > .question") ?? [])];
  const end = document.getElementById("finish");
  if (!words || !end || !questions.length) return;

  const stages = [...questions, end];
  const stops = document.querySelectorAll("[data-stop]");
  const say = (word, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words.dataset[word] ?? "");

  function make(tag, attributes, ...content) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...content);
    return element;
  }

  // --- which questions have an answer ---

  function isAnswered(question) {
    if (question.hasAttribute("data-refused")) return false; // the server did not take it: answers.js
    const fields = [...question.elements].filter((field) => field.name.startsWith("q-"));
    const isGiven = (field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value.trim() !== "");
    return question.dataset.type === "ordering" ? fields.every(isGiven) : fields.some(isGiven);
  }

  function drawStop(stop, answered, number) {
    const node = stop.querySelector(".node");
    const title = stop.querySelector(".stops__title");
    const check = words.content.querySelector('[href$="#check"]')?.closest("svg");
    stop.dataset.state = answered ? "done" : "new";
    node?.replaceChildren(answered && check ? check.cloneNode(true) : number);
    if (title) title.textContent = say(answered ? "stopAnswered" : "stopEmpty", { number });
  }

  function drawUnanswered(missing) {
    const links = missing.flatMap((question) => {
      const number = questions.indexOf(question) + 1;
      return [", ", make("a", { href: `#${question.id}` }, say("question", { number }))];
    });
    const sentence = [`${say("unanswered")} `, ...links.slice(1), `. ${say("leftOut")}`];
    document.getElementById("unanswered")?.replaceChildren(...(missing.length ? sentence : [say("allAnswered")]));
  }

  let drawn = "";

  function draw() {
    const missing = questions.filter((question) => !isAnswered(question));
    const state = missing.map((question) => question.id).join();
    if (state === drawn) return;
    drawn = state;
    questions.forEach((question, index) => stops[index] && drawStop(stops[index], !missing.includes(question), index + 1));
    const answered = document.getElementById("answered");
    const text = say("answered", { done: questions.length - missing.length, total: questions.length });
    if (answered && answered.textContent !== text) answered.textContent = text;
    drawUnanswered(missing);
  }

  // --- one at a time ---

  const next = make("a", { className: "btn" }, say("next"));
  const back = make("a", { className: "more" }, say("previous"));
  const overview = make("a", { className: "more", href: "#finish" }, say("overview"));
  const row = make("p", { className: "cluster" }, next, back, overview);
  const pager = make("div", { className: "steps__pager no-print" }, row);

  function drawPager(index) {
    back.hidden = index === 0;
    back.href = `#${stages[index - 1]?.id}`;
    next.hidden = index === stages.length - 1;
    next.href = `#${stages[index + 1]?.id}`;
    next.textContent = say(stages[index + 1] === end ? "overview" : "next");
    overview.hidden = index >= stages.length - 2;
  }

  function show(stage) {
    stages.forEach((each) => each.toggleAttribute("data-now", each === stage));
    stops.forEach((stop, index) => {
      if (stages[index] === stage) stop.setAttribute("aria-current", "true");
      else stop.removeAttribute("aria-current");
    });
    drawPager(stages.indexOf(stage));
  }

  function goTo(stage) {
    show(stage);
    const heading = stage.querySelector("legend, h2");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  function stageOf(hash) {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return target && stages.find((stage) => stage.contains(target));
  }

  function begin() {
    const asked = stageOf(location.hash);
    const wrong = document.querySelector(".trouble") && questions.find((question) => question.querySelector(".complaint"));
    show(asked || wrong || questions.find((question) => !isAnswered(question)) || end);
    // Not earlier: the browser's own way to the fragment takes the focus away. And not from somebody who has begun.
    const arrive = () => asked && document.activeElement === document.body && goTo(asked);
    addEventListener("load", () => requestAnimationFrame(arrive));
  }

  const saved = document.getElementById("saved");
  if (saved) pager.append(saved); // beside the buttons it is in sight while one answers
  form.append(pager);
  form.classList.add("steps");
  draw();
  begin();
  addEventListener("hashchange", () => {
    const stage = stageOf(location.hash);
    if (stage) goTo(stage);
  });
  for (const name of ["input", "change", "restored", "judged"]) form.addEventListener(name, draw);
})();
