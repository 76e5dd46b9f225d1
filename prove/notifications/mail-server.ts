import type { Socket } from 'node:net';
import { SmtpTestServer } from '../../test/support/smtp-server.js';

/** Shares of messages that are refused permanently, and temporarily. */
const REFUSED = 0.01;
const BUSY = 0.02;
const MAX_DELAY_MS = 150;

/**
 * A mail server that is slow and sometimes refuses messages. Counts the messages that it has accepted, by `Message-ID`.
 */
export class MailServer {
  readonly accepted = new Map<string, number>();

  private constructor(
    private readonly server: SmtpTestServer,
    private readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<MailServer> {
    const server = await SmtpTestServer.open();
    const mails = new MailServer(server, random);
    server.answers.message = (socket, raw) =>
      void setTimeout(() => mails.decide(socket, raw), random() * MAX_DELAY_MS);
    return mails;
  }

  get url(): string {
    return this.server.url;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private decide(socket: Socket, message: string): void {
    const chance = this.random();
    if (chance < REFUSED) {
      socket.write('554 refused\r\n');
      return;
    }
    if (chance < REFUSED + BUSY) {
      socket.write('451 busy\r\n');
      return;
    }
    const id = /^Message-ID:\s*<([^@>]+)@/im.exec(message)?.[1] ?? 'none';
    this.accepted.set(id, (this.accepted.get(id) ?? 0) + 1);
    // Sometimes the client gets no response although its message was accepted.
    if (chance > 0.99) socket.destroy();
    else socket.write('250 taken\r\n');
  }
}
