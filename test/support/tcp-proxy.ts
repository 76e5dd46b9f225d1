import { connect, createServer, type Server, type Socket } from 'node:net';
import { findFreePort } from './free-port.js';

/** A cable between two programs that can be pulled out, or left in place and carry nothing. */
export class TcpProxy {
  private server: Server | null = null;
  private sockets = new Set<Socket>();
  /** Of connections that both sides still believe in, and that carry nothing for good. */
  private readonly forgotten = new Set<Socket>();
  private isSilent = false;
  /** Bytes carried, both ways. */
  carried = 0;
  /** Is cut once it carried so many bytes: in the middle of what is sent, however fast a machine is. */
  cutAfter = Infinity;

  private constructor(
    readonly port: number,
    private target: number,
  ) {}

  /** @param target port on loopback; may be told later */
  static async open(target = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(await findFreePort(), target);
    await proxy.listen();
    return proxy;
  }

  leadTo(target: number): void {
    this.target = target;
  }

  /** Ends all connections and refuses new ones. @returns how many were ended */
  cut(): number {
    // Forgotten connections keep it from being closed for good, and nobody waits for that.
    this.server?.close();
    this.server = null;
    return this.end();
  }

  /** Carries nothing more, while both sides still believe in their connections. @returns how many there are */
  fallSilent(): number {
    this.isSilent = true;
    for (const socket of this.sockets) socket.pause();
    return this.sockets.size / 2;
  }

  /** Carries new connections; those of before are forgotten, as by a router that nobody tells of it. */
  async restore(): Promise<void> {
    for (const socket of this.sockets) this.forgotten.add(socket);
    this.sockets = new Set();
    this.isSilent = false;
    if (!this.server) await this.listen();
  }

  close(): void {
    for (const socket of this.forgotten) socket.destroy();
    this.cut();
  }

  private end(): number {
    const count = this.sockets.size / 2;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    return count;
  }

  private async listen(): Promise<void> {
    const server = createServer((near) => this.carry(near, connect(this.target, '127.0.0.1')));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
  }

  private carry(near: Socket, far: Socket): void {
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
        if (!this.isSilent && !this.forgotten.has(from)) from.resume();
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        // Of one that is forgotten the other side hears nothing either.
        if (!this.forgotten.delete(from)) to.destroy();
      });
      if (this.isSilent) from.pause();
    }
  }
}
