/** A keep-alive connection with a minimal HTTP/1.1 client, so that the load costs little compared with the server. */
import net from "node:net";

export type Answer = { status: number; body: string };

export class HttpLine {
  readonly #socket: net.Socket;
  readonly #host: string;
  #read = "";
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor(port: number) {
    this.#host = `host: 127.0.0.1:${port}\r\n`;
    this.#socket = net.connect(port, "127.0.0.1").setNoDelay(true).setEncoding("latin1");
    this.#socket.on("data", (chunk: string) => this.#take(chunk));
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", () =>
      this.#waiting?.reject(new Error("the server closed the connection during a request")),
    );
  }

  /** One request at a time. The body of the response is decoded as latin1, one character per byte. */
  ask(method: "GET" | "POST", path: string, body = "", headers = ""): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      const bodyHeaders = body
        ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
        : "";
      const length = method === "POST" && !body ? "content-length: 0\r\n" : "";
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\n${this.#host}${headers}${bodyHeaders}${length}\r\n${body}`,
        "utf8",
      );
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#read += chunk;
    const head = this.#read.indexOf("\r\n\r\n");
    if (head < 0) return;
    const response = readBody(this.#read, head);
    if (!response) return;
    const status = Number(this.#read.slice(9, 12));
    this.#read = this.#read.slice(response.end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status, body: response.body });
  }
}

function readBody(read: string, head: number): { body: string; end: number } | undefined {
  const headers = read.slice(0, head);
  const from = head + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
  if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(headers)) return readChunks(read, from);
  const end = from + Number(length ?? 0);
  return read.length < end ? undefined : { body: read.slice(from, end), end };
}

function readChunks(read: string, start: number): { body: string; end: number } | undefined {
  let body = "";
  for (let at = start; ; ) {
    const line = read.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(read.slice(at, line), 16);
    at = line + 2 + size + 2;
    if (read.length < at) return undefined;
    if (size === 0) return { body, end: at };
    body += read.slice(line + 2, line + 2 + size);
  }
}
