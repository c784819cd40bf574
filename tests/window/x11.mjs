// Asks the windows of a display to close, as the cross in their title bar does. WebDriver cannot: it ends
// the program. This speaks the X Window System Protocol, Version 11: requests and answers are little
// endian, their lengths count four bytes each.

import { once } from "node:events";
import { connect } from "node:net";

const GET_WINDOW_ATTRIBUTES = 3;
const QUERY_TREE = 15;
const INTERN_ATOM = 16;
const GET_PROPERTY = 20;
const SEND_EVENT = 25;
const CLIENT_MESSAGE = 33;
const ATOM = 4;
const VIEWABLE = 2;

/** Numbers of four bytes. */
const words = (...numbers) => Buffer.from(Uint32Array.from(numbers).buffer);

/** Reads so many bytes. */
async function read(socket, length) {
  for (;;) {
    const bytes = socket.read(length);
    if (bytes) return bytes;
    if (socket.readableEnded) throw new Error("the display hung up");
    await once(socket, "readable");
  }
}

/** Sends one request. */
function send(socket, opcode, data, body) {
  const padding = Buffer.alloc(-body.length & 3);
  const head = Buffer.from([opcode, data, 0, 0]);
  head.writeUInt16LE(1 + (body.length + padding.length) / 4, 2);
  socket.write(Buffer.concat([head, body, padding]));
}

/** Sends one request and reads the answer: 32 bytes, and what follows them. */
async function ask(socket, opcode, data, body) {
  send(socket, opcode, data, body);
  for (;;) {
    const answer = await read(socket, 32);
    if (answer[0] === 0) throw new Error(`the display refuses request ${opcode}: error ${answer[1]}`);
    // Anything else is an event that nobody asked for.
    if (answer[0] !== 1) continue;
    const more = 4 * answer.readUInt32LE(4);
    return { answer, rest: more > 0 ? await read(socket, more) : Buffer.alloc(0) };
  }
}

const numbersIn = (bytes) => [...new Uint32Array(Uint8Array.from(bytes).buffer)];

/** Asks every window that a display such as ":99" shows to close. Gives how many could be asked. */
export async function closeWindows(display) {
  const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  try {
    // "l" for little endian, version 11, no authorization.
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const head = await read(socket, 8);
    if (head[0] !== 1) throw new Error("the display lets nobody in");
    const setup = await read(socket, 4 * head.readUInt16LE(6));
    // The first screen stands behind the vendor's name and the list of formats, its root first in it.
    const vendor = (setup.readUInt16LE(16) + 3) & ~3;
    const root = setup.readUInt32LE(32 + vendor + 8 * setup[21]);

    const atom = async (name) => {
      const body = Buffer.concat([Buffer.from([name.length, 0, 0, 0]), Buffer.from(name)]);
      return (await ask(socket, INTERN_ATOM, 0, body)).answer.readUInt32LE(8);
    };
    const protocols = await atom("WM_PROTOCOLS");
    const close = await atom("WM_DELETE_WINDOW");
    const tops = numbersIn((await ask(socket, QUERY_TREE, 0, words(root))).rest);
    let asked = 0;
    for (const top of tops) {
      const attributes = (await ask(socket, GET_WINDOW_ATTRIBUTES, 0, words(top))).answer;
      if (attributes[26] !== VIEWABLE) continue;
      const property = words(top, protocols, ATOM, 0, 16);
      if (!numbersIn((await ask(socket, GET_PROPERTY, 0, property)).rest).includes(close)) continue;
      const event = Buffer.concat([
        Buffer.from([CLIENT_MESSAGE, 32, 0, 0]),
        words(top, protocols, close, 0, 0, 0, 0),
      ]);
      send(socket, SEND_EVENT, 0, Buffer.concat([words(top, 0), event]));
      asked += 1;
    }
    // An answer says that everything before it has arrived.
    await atom("WM_PROTOCOLS");
    return asked;
  } finally {
    socket.destroy();
  }
}
