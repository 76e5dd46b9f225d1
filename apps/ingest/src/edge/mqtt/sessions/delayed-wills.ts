/** Wills that are published after a delay, unless their client returns before that (MQTT 5, 3.1.3.2.2). */
export class DelayedWills {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** @param publish called immediately if there is no delay */
  add(client: string, delayMs: number, publish: () => void): void {
    if (delayMs === 0) return publish();
    this.drop(client);
    const timer = setTimeout(() => {
      this.timers.delete(client);
      publish();
    }, delayMs);
    this.timers.set(client, timer.unref());
  }

  drop(client: string): void {
    clearTimeout(this.timers.get(client));
    this.timers.delete(client);
  }

  dropAll(): void {
    for (const client of [...this.timers.keys()]) this.drop(client);
  }
}
