import {
  type AttributeValues,
  type DeviceApiStore,
  type Fault,
  type KnownDevice,
  MAX_ATTRIBUTES,
} from '#telemetry';

/** Stores attributes that devices report, in order for each device, so that the latest value stays. */
export class AttributeWriter {
  /** Latest pending write of each device. */
  private readonly pendingWrites = new Map<number, Promise<unknown>>();

  constructor(private readonly store: Pick<DeviceApiStore, 'storeAttributes'>) {}

  /** @returns the error if not everything could be stored */
  async write(device: KnownDevice, attributes: AttributeValues): Promise<Fault | undefined> {
    const { deviceKey } = device;
    const before = this.pendingWrites.get(deviceKey) ?? Promise.resolve();
    const written = before.then(() => this.store.storeAttributes(device, attributes));
    const ended = written.catch(() => undefined);
    this.pendingWrites.set(deviceKey, ended);
    try {
      const left = Object.keys(attributes).length - (await written);
      return left === 0
        ? undefined
        : { code: 'too_many_attributes', params: { left, limit: MAX_ATTRIBUTES } };
    } finally {
      if (this.pendingWrites.get(deviceKey) === ended) this.pendingWrites.delete(deviceKey);
    }
  }
}
