// Dark or light: what the user chose, or else what the desktop says.

import type { Appearance } from "../ipc/generated";

const desktop = window.matchMedia?.("(prefers-color-scheme: light)");
let chosen: Appearance = "system";

/** Shows the window so from now on; with "system", as the desktop is and becomes. */
export function showAppearance(appearance: Appearance): void {
  chosen = appearance;
  const light = chosen === "light" || (chosen === "system" && desktop?.matches);
  document.documentElement.dataset.theme = light ? "light" : "dark";
}

desktop?.addEventListener("change", () => showAppearance(chosen));

/** The appearance that the address of the page names, before the program has told the settings. */
export function appearanceOfPage(): Appearance {
  const named = new URLSearchParams(location.search).get("appearance");
  return named === "light" || named === "dark" ? named : "system";
}
