// The check-in's button says what it will do; its folds stay as they were left. No answer is ever stored here.

for (const form of document.querySelectorAll("[data-checkin]")) {
  const button = form.querySelector("[data-all]");
  const scales = form.querySelectorAll(".scale");

  const tell = () => {
    const answered = [...scales].filter((scale) => scale.querySelector(":checked")).length;
    const { none, some, all } = button.dataset;
    const words = answered === 0 ? none : answered === scales.length ? all : some;
    button.textContent = words.replace("{n}", answered).replace("{all}", scales.length);
  };
  form.addEventListener("change", tell);
  tell();
}

for (const fold of document.querySelectorAll("details[data-remember]")) {
  const name = `fallow.open.${fold.dataset.remember}`;
  if (localStorage.getItem(name)) fold.open = true;
  fold.addEventListener("toggle", () => {
    if (fold.open) localStorage.setItem(name, "1");
    else localStorage.removeItem(name);
  });
}
