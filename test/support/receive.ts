import type { KnownDevice, Receipt, TelemetryIntake } from '#telemetry';

/** Receives a payload as the edge does, and waits until it is stored durably. */
export function receive(
  intake: TelemetryIntake,
  message: {
    readonly device: KnownDevice;
    readonly topic: string;
    readonly payload: Uint8Array;
    readonly receivedMs: number;
  },
): Promise<Receipt> {
  return new Promise((resolve) =>
    intake.receive({
      ...message,
      id: 0,
      origin: { acknowledge: (_id, _faults, receipt) => resolve(receipt) },
    }),
  );
}
