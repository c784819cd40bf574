// The files that the page contains, as text: Ascii85, whose 85 digits are the characters from ! on, with v in place of <,
// which could end the element that the text stands in. Four bytes are five digits, where base64 would need five and a
// third.

const FIRST = 33;
const DIGITS = 85;
const LESS = "<".charCodeAt(0);
const V = "v".charCodeAt(0);

/** Text of bytes; the build of the page writes it. */
export function textOf(bytes: Uint8Array): string {
  const padded = new DataView(new ArrayBuffer(4 * Math.ceil(bytes.length / 4)));
  new Uint8Array(padded.buffer).set(bytes);
  const text = new Uint8Array((padded.byteLength / 4) * 5);
  for (let group = 0; group < padded.byteLength / 4; group++) {
    let number = padded.getUint32(4 * group);
    for (let place = 4; place >= 0; place--) {
      const digit = FIRST + (number % DIGITS);
      text[5 * group + place] = digit === LESS ? V : digit;
      number = Math.floor(number / DIGITS);
    }
  }
  return `${bytes.length} ${new TextDecoder().decode(text)}`;
}

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const start = text.indexOf(" ") + 1;
  const groups = (text.length - start) / 5;
  const bytes = new DataView(new ArrayBuffer(4 * groups));
  for (let group = 0; group < groups; group++) {
    let number = 0;
    for (let place = 0; place < 5; place++) {
      const code = text.charCodeAt(start + 5 * group + place);
      number = number * DIGITS + (code === V ? LESS : code) - FIRST;
    }
    bytes.setUint32(4 * group, number);
  }
  return new Uint8Array(bytes.buffer, 0, Number(text.slice(0, start)));
}
