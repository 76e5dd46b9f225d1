import { createServer, type AddressInfo, type Socket } from 'node:net';

/** An email as the mail server received it. */
export interface ReceivedMail {
  readonly to: string;
  /** Headers and body as transferred. */
  readonly raw: string;
}

/** Answers of the server. By default, it accepts everything. */
export interface SmtpAnswers {
  /** Answer to a recipient. */
  recipient: (address: string) => string;
  /** Responds to a message. Can close the connection instead. */
  message: (socket: Socket, raw: string) => void;
}

/** A mail server that keeps the emails it received. Its answers can be replaced. */
export class SmtpTestServer {
  readonly received: ReceivedMail[] = [];
  readonly answers: SmtpAnswers = acceptAll();

  private constructor(
    readonly url: string,
    private readonly stop: () => Promise<void>,
  ) {}

  static async open(): Promise<SmtpTestServer> {
    const server = createServer((socket) => opened.serve(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const opened = new SmtpTestServer(
      `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
      () => new Promise((closed) => server.close(() => closed())),
    );
    return opened;
  }

  close(): Promise<void> {
    return this.stop();
  }

  /** Removes all messages, and accepts everything again. */
  reset(): void {
    this.received.splice(0);
    Object.assign(this.answers, acceptAll());
  }

  private serve(socket: Socket): void {
    let to = '';
    let message: string | null = null;
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    socket.setEncoding('latin1').on('data', (data: string) => {
      if (message !== null) {
        message += data;
        if (!message.endsWith('\r\n.\r\n')) return;
        const raw = message;
        message = null;
        this.received.push({ to, raw });
        this.answers.message(socket, raw);
      } else if (/^DATA/i.test(data)) {
        message = '';
        socket.write('354 go on\r\n');
      } else if (/^RCPT/i.test(data)) {
        to = /<([^>]*)>/.exec(data)?.[1] ?? '';
        socket.write(`${this.answers.recipient(to)}\r\n`);
      } else if (/^QUIT/i.test(data)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  }
}

function acceptAll(): SmtpAnswers {
  return { recipient: () => '250 ok', message: (socket) => void socket.write('250 taken\r\n') };
}
