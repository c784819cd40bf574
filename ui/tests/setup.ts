// What jsdom lacks.

import { clearMocks } from "@tauri-apps/api/mocks";
import { afterEach } from "vitest";

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};
HTMLCanvasElement.prototype.getContext = (() => null) as typeof HTMLCanvasElement.prototype.getContext;
// There is no layout; the photo's view is this large.
Object.defineProperty(HTMLElement.prototype, "clientWidth", { value: 640 });
Object.defineProperty(HTMLElement.prototype, "clientHeight", { value: 440 });
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.setPointerCapture ??= () => {};
Element.prototype.scrollIntoView ??= () => {};

afterEach(clearMocks);
