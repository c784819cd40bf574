// The engine as the page uses it.

import type { Client } from "../../../web/src/client";

export type { Answer, Question, Trust } from "../../../web/src/engine";

export type Checker = Pick<Client, "begin" | "finish" | "picture" | "inWords" | "readTrust" | "end">;
