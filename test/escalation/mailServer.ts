/** A real mail server of the test's own, and what has reached it. */
import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import { certificate, key } from "./certificate.ts";

export type MailServer = {
  port: number;
  mails: { parsed: ParsedMail; raw: string; to: string[]; isEncrypted: boolean }[];
  /** As a cable that is pulled. Not below TLS: that ends this process. */
  hangUp(): void;
};

/** `over` replaces what it says at some step. Anybody may send unless it wants a login. */
export async function mailServer(over: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  const server = new SMTPServer({
    authOptional: over.onAuth === undefined,
    disabledCommands: over.onAuth ? [] : ["AUTH"],
    closeTimeout: 10,
    cert: certificate,
    key,
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString("utf8");
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.push({ parsed: await simpleParser(raw), raw, to, isEncrypted: session.secure });
      done();
    },
    ...over,
  });
  // What a client thinks of our certificate is its own affair.
  server.on("error", () => {});
  const sockets = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails, hangUp };
}

/** How a server says no. */
export function no(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
