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

/** What `proofroom page` put into the page. */
const inside = (id: string) => document.getElementById(id)?.textContent ?? "";
const visit = new Visit(startEngine, inside("trust"), inside("rules"));
const app = document.getElementById("app")!;
app.replaceChildren();
mount(Page, { target: app, props: { visit } });
void visit.begin();
