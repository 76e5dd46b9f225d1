import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Shares of messages that are refused permanently, and temporarily. */
const REFUSED = 0.01;
const BUSY = 0.02;
const MAX_DELAY_MS = 150;

/** A mail server that is slow and sometimes refuses. It counts the messages that it has accepted, by `Message-ID`. */
export class MailServer {
  readonly accepted = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<MailServer> {
    const server = createServer();
    const mails = new MailServer(server, random);
    server.on('connection', (socket) => mails.serve(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return mails;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  private serve(socket: Socket): void {
    let data: string | undefined;
    // The worker is killed while it is connected.
    socket.on('error', () => undefined);
    socket.write('220 mail\r\n');
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (data !== undefined) {
        data += text;
        if (!data.endsWith('\r\n.\r\n')) return;
        const message = data;
        data = undefined;
        setTimeout(() => this.decide(socket, message), this.random() * MAX_DELAY_MS);
      } else if (/^DATA/i.test(text)) {
        data = '';
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
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
    // Sometimes the client never learns that its message was accepted.
    if (chance > 0.99) socket.destroy();
    else socket.write('250 taken\r\n');
  }
}
