// Buttons that copy the text of the element whose id they name.
const BACK_AFTER = 2000;

export function copyButtons() {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const label = [...button.childNodes];
    button.addEventListener("click", async () => {
      const copied = await copy(document.getElementById(button.dataset.copies));
      button.textContent = copied ? "Copied" : "Selected";
      document.getElementById("spoken").textContent = button.textContent;
      setTimeout(() => button.replaceChildren(...label), BACK_AFTER);
    });
  }
}

/** Where the clipboard is closed to us the text is selected instead, ready to be copied by hand. */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return false;
  }
}
