// In the quiz's editor: shows what is known of a question in its own block, under its heading. The list it comes from
// stays where it is, with links to the questions, for whoever works without this script.
(() => {
    const show = (line) => {
        const block = document.querySelector(`[data-contentpath="${CSS.escape(line.dataset.healthOf)}"]`);
        const place = block && block.querySelector(".w-panel__content");
        if (!place || place.querySelector(":scope > .lh-beside")) return;
        const copy = document.createElement("div");
        copy.className = "lh-beside lh-beside--in-block";
        for (const part of line.children) {
            if (!part.classList.contains("lh-beside__label")) copy.append(part.cloneNode(true));
        }
        place.prepend(copy);
    };
    const showAll = () => document.querySelectorAll("[data-health-of]").forEach(show);
    // Wagtail draws the blocks from its own scripts, which run before the page is said to be loaded.
    window.addEventListener("load", showAll);
})();
