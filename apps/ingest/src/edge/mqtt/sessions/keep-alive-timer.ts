/** Result of a tick: nothing, a peer that has been silent for too long, or a ping that may be unread. */
export type TimeoutResult = 'nothing' | 'gone' | 'ping_may_lie_unread';

/** Measures in ticks how long a connection has been silent. */
export class KeepAliveTimer {
  private idle = 0;
  private unreadTicks = 0;
  private pingAfterTicks = Infinity;

  /** @param limit number of ticks without a byte that are allowed */
  constructor(private limit: number) {}

  /**
   * @param keepAliveTicks keep-alive agreed with the client, which may be silent for one and a half times as long; 0
   *   for no limit
   */
  setKeepAlive(keepAliveTicks: number): void {
    this.limit = keepAliveTicks === 0 ? Infinity : Math.ceil(1.5 * keepAliveTicks);
    this.pingAfterTicks = keepAliveTicks === 0 ? Infinity : Math.max(1, Math.floor(keepAliveTicks / 2));
  }

  /** Records that bytes have arrived. */
  recordReceived(): void {
    this.idle = 0;
  }

  /**
   * Called once per tick. A paused connection is not read, so its silence has no meaning. However, its client may have
   * sent a ping, and disconnects if it gets no response within its keep-alive.
   */
  tick(isRead: boolean): TimeoutResult {
    if (isRead) {
      this.unreadTicks = 0;
      return ++this.idle > this.limit ? 'gone' : 'nothing';
    }
    this.idle = 0;
    if (++this.unreadTicks < this.pingAfterTicks) return 'nothing';
    this.unreadTicks = 0;
    return 'ping_may_lie_unread';
  }
}
