// Icons as paths in a square of 16, drawn with a stroke.

export const ICONS = {
  // Tools
  picker: "M10.5 2.5a1.8 1.8 0 0 1 3 3L11 8 8 5zM8.5 5.5 3 11l-1 3 3-1 5.5-5.5",
  horizon: "M1.5 8h2M12.5 8h2M3.5 11.5l9-7M3.5 11.5a1 1 0 1 0-.01 0zM12.5 4.5a1 1 0 1 0-.01 0z",
  swap: "M4 3v9M1.5 9.5 4 12l2.5-2.5M12 13V4M9.5 6.5 12 4l2.5 2.5",
  undo: "M5 3 2 6l3 3M2 6h7a4 4 0 0 1 0 8H6",
  redo: "M11 3l3 3-3 3M14 6H7a4 4 0 0 0 0 8h3",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
  eyeOff:
    "M2 2l12 12M6 4a6.5 6.5 0 0 1 2-.4C12 3.6 14.5 8 14.5 8a12 12 0 0 1-2 2.5M4 5.3A12 12 0 0 0 1.5 8S4 12.4 8 12.4a6 6 0 0 0 2.5-.6",
  bin: "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5",
  grip: "M6 3.5v.01M6 8v.01M6 12.5v.01M10 3.5v.01M10 8v.01M10 12.5v.01",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  compare: "M8 1.5v13M2 3.5h4.5v9H2zM9.5 3.5H14v9H9.5",
  folder: "M1.5 4V13h13V5H8L6.5 3H2.5a1 1 0 0 0-1 1z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  back: "M10.5 2.5 5 8l5.5 5.5",
  forward: "M5.5 2.5 11 8l-5.5 5.5",
  paste: "M5.5 2.5h5v2h-5zM5.5 3.5h-2v10h9v-10h-2M8 7v4M6 9l2 2 2-2",
  done: "M3 8.5 6.5 12 13 4.5",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  settings:
    "M2 4.5h6M11 4.5h3M2 11.5h3M8 11.5h6M9.5 3a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM6.5 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  help: "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.8-1.1 1.8M8 12.5v.01",
  camera: "M1.5 5h3L6 3h4l1.5 2h3v8h-13zM8 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  lock: "M3.5 7h9v7h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  globe:
    "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c-4 4-4 8.4 0 12.4 4-4 4-8.4 0-12.4z",
  warning: "M8 2 1.5 13.5h13zM8 6.5v3.5M8 12v.01",
  export: "M8 10V2M5 4.5 8 1.5l3 3M2.5 9v5h11V9",
  key: "M5 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 8.5h6.5v2.5M11.5 8.5v2",
  // Verdicts: the shape tells them apart, not the colour alone
  verified: "M8 1.5 13.5 3.5V8c0 3.2-2.3 5.4-5.5 6.5C4.8 13.4 2.5 11.2 2.5 8V3.5zM5.3 8l2 2 3.5-4",
  unknown_camera: "M8 1 15 8l-7 7-7-7zM6.3 6.5a1.75 1.75 0 1 1 2.4 1.7c-.5.3-.7.5-.7 1.1M8 11v.01",
  rejected: "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM5.5 5.5l5 5M10.5 5.5l-5 5",
  not_checked: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5 8h6",
} as const;

export type IconName = keyof typeof ICONS;
