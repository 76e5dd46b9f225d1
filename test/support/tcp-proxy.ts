import { connect, createServer, type Server, type Socket } from 'node:net';
import { findFreePort } from './free-port.js';

/** A proxy between two programs. Its connections can be cut, or left open without transferring data. */
export class TcpProxy {
  private server: Server | null = null;
  private sockets = new Set<Socket>();
  /** Connections that both sides still consider open, but that never transfer data again. */
  private readonly abandoned = new Set<Socket>();
  private isStalled = false;
  /** Number of bytes transferred in both directions. */
  carried = 0;
  /**
   * Number of bytes after which the connection is cut, so that it is cut in the middle of a transfer on any machine.
   */
  cutAfter = Infinity;

  private constructor(
    readonly port: number,
    private target: number,
  ) {}

  /** @param target port on loopback, which can also be set later */
  static async open(target = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(await findFreePort(), target);
    await proxy.listen();
    return proxy;
  }

  redirectTo(target: number): void {
    this.target = target;
  }

  /**
   * Ends all connections and rejects new ones.
   * @returns the number of ended connections
   */
  cut(): number {
    // Abandoned connections delay the end of the server, which isn't awaited.
    this.server?.close();
    this.server = null;
    return this.end();
  }

  /**
   * Stops transferring data. Both sides still consider their connections open.
   * @returns the number of connections
   */
  stall(): number {
    this.isStalled = true;
    for (const socket of this.sockets) socket.pause();
    return this.sockets.size / 2;
  }

  /** Accepts new connections again. Earlier connections are silently dropped, as by a router. */
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
