import { mount } from "svelte";

import App from "./shell/App.svelte";
import { appearanceOfPage, showAppearance } from "./parts/appearance";
import "./theme.css";

showAppearance(appearanceOfPage());

// Without the program behind it, `?mock` puts a stand-in there. No build that is shipped contains it.
if (import.meta.env.MODE !== "production" && location.search.includes("mock")) {
  await (await import("./dev/standIn")).install();
}

mount(App, { target: document.getElementById("app")! });
