import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, test, vi } from "vitest";

import NumberField from "./NumberField.svelte";
import Slider from "./Slider.svelte";
import { settle } from "./typed";

describe("a number", () => {
  function field(props = {}) {
    const change = vi.fn();
    const { unmount } = render(NumberField, {
      label: "Width",
      value: 1300,
      min: 0,
      max: 8000,
      decimals: 3,
      step: 10,
      change,
      ...props,
    });
    return { change, unmount, input: screen.getByRole<HTMLInputElement>("spinbutton", { name: "Width" }) };
  }

  test("is passed on with Enter, not while it is typed", async () => {
    const { change, input } = field();
    expect(input.value).toBe("1.300");
    await fireEvent.input(input, { target: { value: "1.5" } });
    expect(change).not.toHaveBeenCalled();
    await fireEvent.keyDown(input, { key: "Enter" });
    expect(change).toHaveBeenCalledExactlyOnceWith(1500);
  });

  test("is passed on when the field is left", async () => {
    const { change, input } = field();
    await fireEvent.input(input, { target: { value: "2" } });
    await fireEvent.blur(input);
    expect(change).toHaveBeenCalledExactlyOnceWith(2000);
  });

  test("outside its range is refused with the range", async () => {
    const { change, input } = field();
    await fireEvent.input(input, { target: { value: "9" } });
    await fireEvent.keyDown(input, { key: "Enter" });
    expect(change).not.toHaveBeenCalled();
    expect(screen.getByRole("alert").textContent).toBe("A number from 0 to 8");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    await fireEvent.keyDown(input, { key: "Escape" });
    expect(input.value).toBe("1.300");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("is passed on before something is done with what is shown", async () => {
    const { change, input } = field();
    expect(settle()).toBe(true);
    await fireEvent.input(input, { target: { value: "1.5" } });
    expect(settle()).toBe(true);
    expect(change).toHaveBeenCalledExactlyOnceWith(1500);
    expect(settle()).toBe(true);
    expect(change).toHaveBeenCalledOnce();
  });

  test("that is refused then gets the keyboard, until it is given up or its field is gone", async () => {
    const { input, unmount } = field();
    await fireEvent.input(input, { target: { value: "9" } });
    expect(settle()).toBe(false);
    expect(document.activeElement).toBe(input);
    await tick();
    expect(screen.getByRole("alert").textContent).toBe("A number from 0 to 8");
    await fireEvent.keyDown(input, { key: "Escape" });
    expect(settle()).toBe(true);
    await fireEvent.input(input, { target: { value: "9" } });
    unmount();
    expect(settle()).toBe(true);
  });

  test("steps with the arrows, by ten with Shift, within its range", async () => {
    const { change, input } = field({ value: 7950 });
    await fireEvent.keyDown(input, { key: "ArrowDown" });
    await fireEvent.keyDown(input, { key: "ArrowUp", shiftKey: true });
    expect(change.mock.calls).toEqual([[7940], [8000]]);
  });
});

describe("a slider", () => {
  function slider() {
    const change = vi.fn();
    render(Slider, {
      label: "Contrast",
      value: 1300,
      min: 0,
      max: 8000,
      neutral: 1000,
      decimals: 3,
      step: 10,
      factors: true,
      change,
    });
    return { change, input: screen.getByRole<HTMLInputElement>("slider", { name: "Contrast" }) };
  }

  test("goes back to neutral with a double click and with Backspace", async () => {
    const { change, input } = slider();
    await fireEvent.dblClick(input);
    await fireEvent.keyDown(input, { key: "Backspace" });
    expect(change.mock.calls).toEqual([[1000], [1000]]);
  });

  test("steps in its own unit, wherever it stands", async () => {
    const { change, input } = slider();
    for (const [key, shiftKey] of [
      ["ArrowRight", false],
      ["ArrowLeft", true],
      ["PageUp", false],
      ["Home", false],
      ["End", false],
    ] as const) {
      await fireEvent.keyDown(input, { key, shiftKey });
    }
    expect(change.mock.calls.flat()).toEqual([1310, 1200, 1400, 0, 8000]);
  });

  test("moved by hand gives factors", async () => {
    const { change, input } = slider();
    await fireEvent.input(input, { target: { value: "1000" } });
    await fireEvent.input(input, { target: { value: "-500" } });
    expect(change.mock.calls.flat()).toEqual([8000, 500]);
  });

  test("tells its value in words", () => {
    expect(slider().input.getAttribute("aria-valuetext")).toBe("1.300");
  });
});
