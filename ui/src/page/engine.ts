// stub until web/ lands
import type { Checker } from "./checker";
export const startEngine = (): Promise<Checker> => Promise.reject(new Error("no engine"));
