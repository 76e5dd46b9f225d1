/** What the last tick found: nothing, that the peer has been silent for too long, or that a ping of it may lie unread. */
export type Finding = 'nothing' | 'gone' | 'ping_may_lie_unread';

/** What the silence on one connection means, in ticks. */
export class Silence {
  private idle = 0;
  private unread = 0;
  private pingAfter = Infinity;

  /** @param limit so many ticks without a byte are too many */
  constructor(private limit: number) {}

  /** @param keepAliveTicks as agreed with the client, who may be silent for one and a half of it; 0: for ever */
  agree(keepAliveTicks: number): void {
    this.limit = keepAliveTicks === 0 ? Infinity : Math.ceil(1.5 * keepAliveTicks);
    this.pingAfter = keepAliveTicks === 0 ? Infinity : Math.max(1, Math.floor(keepAliveTicks / 2));
  }

  /** Bytes have come. */
  heard(): void {
    this.idle = 0;
  }

  /**
   * To be called once a tick. While a connection is not read, its silence means nothing; but its client, who has asked whether
   * anybody is there, hangs up if nobody answers within its keep-alive.
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
