/** Result of a tick: nothing, a peer that has been silent for too long, or a ping that may be unread. */
export type Finding = 'nothing' | 'gone' | 'ping_may_lie_unread';

/** Evaluates the silence of one connection, in ticks. */
export class Silence {
  private idle = 0;
  private unread = 0;
  private pingAfter = Infinity;

  /** @param limit number of ticks without a byte that are allowed */
  constructor(private limit: number) {}

  /** @param keepAliveTicks as agreed with the client, which may be silent for one and a half times as long; 0 for no limit */
  agree(keepAliveTicks: number): void {
    this.limit = keepAliveTicks === 0 ? Infinity : Math.ceil(1.5 * keepAliveTicks);
    this.pingAfter = keepAliveTicks === 0 ? Infinity : Math.max(1, Math.floor(keepAliveTicks / 2));
  }

  /** Notes that bytes have arrived. */
  heard(): void {
    this.idle = 0;
  }

  /**
   * Called once per tick. The silence of a paused connection has no meaning. Its client, however, may have sent a ping,
   * and disconnects without a response within its keep-alive.
   */
  tick(isRead: boolean): Finding {
    if (isRead) {
      this.unread = 0;
      return ++this.idle > this.limit ? 'gone' : 'nothing';
    }
    this.idle = 0;
    if (++this.unread < this.pingAfter) return 'nothing';
    this.unread = 0;
    return 'ping_may_lie_unread';
  }
}
