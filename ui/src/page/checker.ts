// The engine as the page uses it.

import type { Client } from "../../../web/src/client";

export type { Answer, Question, ToldRules, Trust } from "../../../web/src/engine";

export type Checker = Pick<
  Client,
  "begin" | "finish" | "picture" | "inWords" | "readTrust" | "readRules" | "end"
>;
