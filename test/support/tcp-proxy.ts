import { connect, createServer, type Server, type Socket } from 'node:net';
import { findFreePort } from './free-port.js';

/** A connection between two programs that can be cut, or left open without carrying data. */
export class TcpProxy {
  private server: Server | null = null;
  private sockets = new Set<Socket>();
  /** Connections that both sides still consider open, and that never carry data again. */
  private readonly abandoned = new Set<Socket>();
  private isStalled = false;
  /** Number of bytes carried in both directions. */
  carried = 0;
  /** Cuts the connection after this many bytes: in the middle of a transfer, on any machine. */
  cutAfter = Infinity;

  private constructor(
    readonly port: number,
    private target: number,
  ) {}

  /** @param target port on loopback; may be set later */
  static async open(target = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(await findFreePort(), target);
    await proxy.listen();
    return proxy;
  }

  redirectTo(target: number): void {
    this.target = target;
  }

  /** Ends all connections and rejects new ones. @returns how many were ended */
  cut(): number {
    // Dropped connections delay the final close, which needn't be awaited.
    this.server?.close();
    this.server = null;
    return this.end();
  }

  /** Stops carrying data, while both sides still consider their connections open. @returns how many there are */
  stall(): number {
    this.isStalled = true;
    for (const socket of this.sockets) socket.pause();
    return this.sockets.size / 2;
  }

  /** Carries new connections; earlier ones are silently dropped, as by a router. */
  async restore(): Promise<void> {
    for (const socket of this.sockets) this.abandoned.add(socket);
    this.sockets = new Set();
    this.isStalled = false;
    if (!this.server) await this.listen();
  }

  close(): void {
    for (const socket of this.abandoned) socket.destroy();
    this.cut();
  }

  private end(): number {
    const count = this.sockets.size / 2;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    return count;
  }

  private async listen(): Promise<void> {
    const server = createServer((near) => this.pipe(near, connect(this.target, '127.0.0.1')));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
  }

  private pipe(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        this.carried += chunk.length;
        if (this.carried >= this.cutAfter) return this.cut();
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => {
        if (!this.isStalled && !this.abandoned.has(from)) from.resume();
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        // The other side of a dropped connection isn't notified either.
        if (!this.abandoned.delete(from)) to.destroy();
      });
      if (this.isStalled) from.pause();
    }
  }
}
