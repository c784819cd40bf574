// What the page needs of the engine that checks. Names are those of `proofroom verify --json`.

import type { Account } from "../ipc/generated/Account";
import type { Language } from "../ipc/generated/Language";
import type { Maker } from "../ipc/generated/Maker";
import type { Report } from "../ipc/generated/Report";
import type { Revocation } from "../ipc/generated/Revocation";
import type { Unclaimed } from "../ipc/generated/Unclaimed";

export interface Question {
  picture: Uint8Array;
  sidecar?: Uint8Array;
  /** The text of a trust list. */
  trust?: string;
  expect?: string;
  language: Language;
}

/** While the report's reason is "unfinished", the check is to be finished. */
export interface Answer {
  report: Report;
  account: Account;
  unclaimed: Unclaimed | null;
  proof_bytes: number | null;
  seconds: number;
}

export interface TrustText {
  makers: Maker[];
  revoked: Revocation[];
}

export interface Checker {
  begin(question: Question): Promise<Answer>;
  finish(): Promise<Answer>;
  picture(maxWidth: number, maxHeight: number): Promise<Uint8Array>;
  inWords(report: Report, language: Language): Promise<Account>;
  readTrust(text: string): Promise<TrustText>;
  /** Ends the engine, whatever it does. */
  end(): void;
}
