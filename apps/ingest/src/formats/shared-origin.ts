import type { Fault, MessageOrigin, Receipt } from '#telemetry';

/**
 * Origin of a message with parts that belong to several devices. Its sender is notified once, when the last part is
 * durable.
 */
export class SharedOrigin implements MessageOrigin {
  private open: number;
  private stored = 0;
  private duplicates = 0;
  private readonly faults: Fault[] = [];

  /** @param parts number of parts; with 0, the sender is notified immediately */
  constructor(
    parts: number,
    private readonly origin: MessageOrigin,
    private readonly id: number,
  ) {
    this.open = parts;
    if (parts === 0) this.notifyOrigin();
  }

  acknowledge(_part: number, faults: readonly Fault[], { stored, duplicates }: Receipt): void {
    this.stored += stored;
    this.duplicates += duplicates;
    this.faults.push(...faults);
    if (--this.open === 0) this.notifyOrigin();
  }

  private notifyOrigin(): void {
    const { stored, duplicates, faults } = this;
    this.origin.acknowledge(this.id, faults, { stored, duplicates, faults });
  }
}
