import { connect, type Socket } from 'node:net';
import type { Answer } from './client.ts';

/** A connection on which requests follow one another without waiting for answers (RFC 9112, section 9.3.2). */
export interface Pipeline {
  /** @returns the answer; answers come in the order of the requests. Rejects when the connection is lost before. */
  send(request: string): Promise<Answer>;
  /** Answers that are still due. */
  due(): number;
  /** Waits for the answers that are due, then ends the connection. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * A pipeline to a server of this machine that tells the length of every answer. It connects when it is first used, and
 * again after it was lost.
 */
export function createPipeline(host: string, port: number): Pipeline {
  let socket: Socket | undefined;
  let unsent = '';
  let waiting: Waiting[] = [];
  let whenIdle: (() => void) | undefined;

  const open = (): Socket => {
    const opened = connect({ host, port, noDelay: true });
    const read = createReader((answer) => {
      waiting.shift()?.resolve(answer);
      if (waiting.length === 0) whenIdle?.();
    });
    let failure: Error | undefined;
    opened.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        opened.destroy(error as Error);
      }
    });
    opened.on('error', (error) => (failure = error));
    opened.on('close', () => {
      const lost = waiting;
      [socket, unsent, waiting] = [undefined, '', []];
      for (const { reject } of lost) reject(failure ?? new Error('the connection was closed'));
      whenIdle?.();
    });
    return opened;
  };
  const flush = () => {
    const text = unsent;
    unsent = '';
    if (text !== '') (socket ??= open()).write(text);
  };

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        // What one turn of the loop asks for goes out in one write: the system call costs more than all the rest.
        if (unsent === '') setImmediate(flush);
        unsent += request;
      }),
    due: () => waiting.length,
    async close() {
      if (waiting.length > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
      socket?.destroy();
    },
  };
}

const endOfHead = Buffer.from('\r\n\r\n');

/** Cuts what arrives into answers. @throws Error for an answer whose length is not told. */
function createReader(take: (answer: Answer) => void): (chunk: Buffer) => void {
  let pieces: Buffer[] = [];
  let held = 0;
  /** Bytes that must be there before they are worth a look: a long answer arrives in many pieces. */
  let needed = 0;
  return (chunk) => {
    pieces.push(chunk);
    held += chunk.length;
    if (held < needed) return;
    const bytes = pieces.length === 1 ? chunk : Buffer.concat(pieces, held);
    let start = 0;
    needed = 0;
    for (let headEnd: number; (headEnd = bytes.indexOf(endOfHead, start)) >= 0;) {
      const { status, length } = readHead(bytes.toString('latin1', start, headEnd));
      const bodyStart = headEnd + endOfHead.length;
      const end = bodyStart + length;
      if (end > bytes.length) {
        needed = end - start;
        break;
      }
      take({ status, text: bytes.toString('utf8', bodyStart, end) });
      start = end;
    }
    held = bytes.length - start;
    pieces = held > 0 ? [bytes.subarray(start)] : [];
  };
}

/** Reads `HTTP/1.1 200 OK` and the content length among the fields that follow. */
function readHead(head: string): { status: number; length: number } {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (status === undefined || length === undefined) {
    throw new Error('the database answered with something that is no HTTP response of known length');
  }
  return { status: Number(status), length: Number(length) };
}
