// What can be chosen of an export. Written by `src-tauri/src/tests/types.rs`.

import type { Captions, ExportFormat } from ".";

/** The qualities of a JPEG that are offered. */
export const QUALITY = { min: 50, max: 98 } as const;

/** The format that is offered first. */
export const USUAL_FORMAT = {"kind":"jpeg","quality":90,"sampling":"420"} as const satisfies ExportFormat;

/** The most characters of a rendition’s name. */
export const MAX_RENDITION_NAME = 32;

/** Captions that say nothing, their fields in the order in which they are shown. */
export const NO_CAPTIONS: Captions = {
  headline: null,
  caption: null,
  byline: null,
  credit: null,
  copyright: null,
  source: null,
  city: null,
  country: null,
  dateCreated: null,
  sourceType: null,
  instructions: null,
};

/** The address of the IPTC’s list of digital source types, to which a term is appended. */
export const SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** Its terms. */
export const SOURCE_TYPE_TERMS = [
  "digitalCapture",
  "computationalCapture",
  "negativeFilm",
  "positiveFilm",
  "print",
  "humanEdits",
  "algorithmicallyEnhanced",
  "digitalCreation",
  "dataDrivenMedia",
  "trainedAlgorithmicMedia",
  "algorithmicMedia",
  "screenCapture",
  "virtualRecording",
  "composite",
  "compositeCapture",
  "compositeSynthetic",
  "compositeWithTrainedAlgorithmicMedia",
] as const;
