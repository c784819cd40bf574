// Bytes as text: four bytes, the highest first, are five digits of base 85, the highest first. At the end n bytes, fewer
// than four, are n + 1 digits: those of the bytes with zeros behind them. The digits are the characters from "(" to "}"
// without "<", so that no text of them ends the element that it stands in, or begins a comment.

const FIRST = "(".charCodeAt(0);
const LEFT_OUT = "<".charCodeAt(0);

const character = (digit: number) => FIRST + digit + (FIRST + digit >= LEFT_OUT ? 1 : 0);
const digit = (character: number) => character - FIRST - (character > LEFT_OUT ? 1 : 0);

export function toBase85(bytes: Uint8Array): string {
  const texts: string[] = [];
  for (let place = 0; place < bytes.length; place += 4) {
    const count = Math.min(4, bytes.length - place);
    let number = 0;
    for (let i = 0; i < 4; i++) number = 256 * number + (bytes[place + i] ?? 0);
    const characters = [0, 0, 0, 0, 0];
    for (let i = 4; i >= 0; i--) {
      characters[i] = character(number % 85);
      number = Math.floor(number / 85);
    }
    texts.push(String.fromCharCode(...characters.slice(0, count + 1)));
  }
  return texts.join("");
}

export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const groups = Math.ceil(text.length / 5);
  const bytes = new Uint8Array(4 * groups);
  for (let group = 0; group < groups; group++) {
    let number = 0;
    for (let i = 5 * group; i < 5 * group + 5; i++)
      number = 85 * number + (i < text.length ? digit(text.charCodeAt(i)) : 84);
    for (let i = 3; i >= 0; i--) {
      bytes[4 * group + i] = number % 256;
      number = Math.floor(number / 256);
    }
  }
  return bytes.subarray(0, Math.floor((4 * text.length) / 5));
}
