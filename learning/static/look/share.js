// The button that copies a page's address, where the browser can: shown by this script, so that nobody taps in vain.
(() => {
  if (!navigator.clipboard) return;
  for (const line of document.querySelectorAll(".share__copy")) {
    const button = line.querySelector("button");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.value);
      line.querySelector("[role=status]").textContent = line.dataset.copied;
    });
    line.hidden = false;
  }
})();
