// Sliders beside the numbers of the rules. The number is what is sent; without this module it stands alone.

for (const slider of document.querySelectorAll("[data-slides]")) {
  const number = document.getElementById(slider.dataset.slides);
  slider.hidden = false;
  slider.addEventListener("input", () => (number.value = slider.value));
  number.addEventListener("input", () => {
    if (number.validity.valid && number.value) slider.value = number.value;
  });
}
