/* A button that copies the text of another element and says so; without a script the text is selected by hand. */
for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    document.getElementById("said").textContent = "";
    button.textContent = button.dataset.copied;
    document.getElementById("said").textContent = button.dataset.copied;
  });
}
