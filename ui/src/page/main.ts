import { mount } from "svelte";

import { languageOf } from "../catalog";
import { showAppearance } from "../parts/appearance";
import "../theme.css";
import { words } from "../words.svelte";
import { startEngine } from "./engine";
import { remembered } from "./memory";
import Page from "./Page.svelte";
import { Visit } from "./visit.svelte";

showAppearance("system");
words.language = languageOf([remembered("language") ?? "", ...navigator.languages]);

const visit = new Visit(startEngine, document.getElementById("trust")?.textContent ?? "");
const app = document.getElementById("app")!;
app.replaceChildren();
mount(Page, { target: app, props: { visit } });
void visit.begin();
