// How files are opened: each where it belongs, and none passed over in silence.

import { editor } from "../editor/editor.svelte";
import { count, listed } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { notices } from "../parts/notices.svelte";
import { houseRules } from "../rules/houseRules.svelte";
import { recent } from "../start/recent.svelte";
import { trustList } from "../trust/trustList.svelte";
import { isJson, type Pair, paired } from "../verify/pairs";
import { verifier } from "./verifying";
import { app } from "./app.svelte";
import { photos } from "./photos.svelte";

/** The names of files, of many only the first. */
function listedShortly(files: ChosenFile[]): string {
  const names = files.slice(0, 3).map(({ name }) => name);
  if (files.length > 3) names.push(`${files.length - 3} more`);
  return listed(names);
}

/** Asks for one file or several and opens them. */
export async function choose(): Promise<void> {
  try {
    const files = await ipc.choosePhotos();
    if (files.length > 0) await take(files);
  } catch (error) {
    notices.tell(null, error);
  }
}

/** Opens a file where it belongs: an original in the editor, a trust list beside the user's own, house rules in a dialog,
 * and any other picture in the verifier, which says whether there is something to check. */
export async function open(file: ChosenFile): Promise<void> {
  notices.current = app.dialog = null;
  app.remark = "";
  app.busy = `Opening ${file.name}: checking its hash and signature`;
  announce(app.busy);
  try {
    await editor.history.flush();
    const opened = await ipc.openFile(file.id);
    app.busy = "";
    switch (opened.kind) {
      case "original":
        editor.open(opened.original);
        app.screen = "editor";
        announce(
          `${file.name} is open. The ${opened.original.camera.notary ? "notary" : "camera"}'s signature holds.`,
        );
        break;
      case "published":
      case "photo":
      case "profile":
        app.screen = "verify";
        void verifier.check(file);
        break;
      case "trust_list":
        app.screen = "trust";
        await trustList.offer(file);
        break;
      case "rules":
        await houseRules.offer(file);
        break;
      case "other":
        notices.current = { ...opened, file };
        app.screen = "start";
    }
    await recent.learn();
  } catch (error) {
    notices.tell(file, error);
  } finally {
    app.busy = "";
  }
}

/** Opens the photo at a place of the list, if there is one. */
export async function openPlace(place: number): Promise<void> {
  const photo = photos.list[place];
  if (!photo) return;
  const before = photos.current;
  photos.place = place;
  await open(photo.file);
  if (before) await photos.refresh([before.file]);
}

/** Opens the photo after, or before. */
export async function step(by: 1 | -1): Promise<void> {
  await openPlace(photos.place + by);
}

/** Files were dropped. Where the verifier is shown, it takes every picture, and a proof for the one it shows;
 * but beside a list of photos, what is dropped is another list. */
export function dropped(files: ChosenFile[]): void {
  app.hovering = false;
  if (files.length === 0) return droppedWithoutFile();
  const { pictures, proofs } = paired(files);
  const [first] = pictures;
  if (app.screen !== "verify" || photos.isShown || (first && isJson(first.file))) {
    void take(files);
  } else if (first) {
    verify(pictures);
  } else if (verifier.file && proofs[0]) {
    void verifier.check(verifier.file, { sidecar: proofs[0] });
  } else {
    void take(files);
  }
}

/** Something was dropped that is no file: what a browser drags is an address or a copy in its memory. */
export function droppedWithoutFile(): void {
  app.hovering = false;
  notices.current = {
    kind: "error",
    file: null,
    title: "Save the picture first",
    message:
      "Save the picture to a folder, then drop the file here. Browsers pass on only an address, and Proofroom never uses the network.",
  };
}

/** Opens files that came together. Pictures with proofs go to the verifier, which lists their verdicts; several
 * photos become a list to be signed and edited. */
export async function take(files: ChosenFile[]): Promise<void> {
  const { pictures, proofs } = paired(files);
  const [first, ...others] = pictures;
  if (others.length > 0) {
    const files = pictures.map(({ file }) => file);
    const states = await photos.statesOf(files);
    const kinds = states.map((state) => state?.kind);
    const proved = kinds.includes("published") || pictures.some(({ sidecar }) => sidecar !== null);
    if (proved && !kinds.includes("original")) verify(pictures);
    else {
      photos.replace(files, states);
      announce(`${count(files.length, "file")} in the list`);
      await openPlace(0);
    }
    if (proofs.length > 0) {
      const belong = proofs.length === 1 ? "belongs" : "belong";
      app.say(`${listedShortly(proofs)} ${belong} to none of these pictures.`);
    }
  } else if (first?.sidecar && !isJson(first.file)) verify(pictures);
  else if (first) await openFirst(first.file, proofs);
  else if (proofs[0]) await openFirst(proofs[0], proofs.slice(1));
}

function verify(pictures: Pair[]): void {
  notices.current = null;
  app.remark = "";
  photos.clear();
  app.screen = "verify";
  void verifier.checkAll(pictures);
}

async function openFirst(file: ChosenFile, others: ChosenFile[]): Promise<void> {
  await open(file);
  if (others.length === 0) return;
  app.say(`Only ${file.name} was opened, not ${listedShortly(others)}.`);
}

/** Closes the original, with its history kept. */
export async function closeOriginal(): Promise<void> {
  if (!editor.original) return;
  try {
    await editor.history.flush();
    editor.close();
    if (app.screen === "editor") app.screen = "start";
    await ipc.closeOriginal();
  } catch (error) {
    notices.tell(null, error);
  }
}
