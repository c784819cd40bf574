// The format of what is exported.

import type { ExportFormat, Purpose } from "../ipc/generated";

/** The formats to choose from. */
export const KINDS = [
  { value: "jpeg", label: "JPEG" },
  { value: "png", label: "PNG" },
] as const;

/** How finely the colours of a JPEG can be sampled. */
export const SAMPLINGS = [
  { value: "420", label: "4:2:0" },
  { value: "444", label: "4:4:4" },
] as const;

/** What a file in this format is saved as. */
export const purposeOf = ({ kind }: ExportFormat): Purpose =>
  kind === "jpeg" ? "published_jpeg" : "published";
