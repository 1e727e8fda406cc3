/** A real mail server for one test, and the mails that reached it. */
import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import { certificate, key } from "./certificate.ts";

export type MailServer = {
  port: number;
  mails: { parsed: ParsedMail; raw: string; to: string[]; isEncrypted: boolean }[];
  /** Cuts the connection, as if the cable was pulled. Do not use it below TLS: that ends this process. */
  hangUp(): void;
};

/** `over` replaces the server's answers at some steps. It accepts mail without a login unless `over` requires one. */
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
  // A client that rejects the certificate is not an error of this server.
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

/** A server's refusal. */
export function no(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
