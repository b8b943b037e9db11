// Before the page is painted: the theme chosen last time, if any.
try {
  const chosen = localStorage.getItem("derive-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage may be forbidden: then the system's theme holds */ }
