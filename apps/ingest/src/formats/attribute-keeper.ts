import {
  type AttributeValues,
  type DeviceApiStore,
  type Fault,
  type KnownDevice,
  MAX_ATTRIBUTES,
} from '#telemetry';

/** Stores attributes that devices report, in order for each device, so that the latest value stays. */
export class AttributeKeeper {
  /** Latest pending write of each device. */
  private readonly underWay = new Map<number, Promise<unknown>>();

  constructor(private readonly store: Pick<DeviceApiStore, 'keepAttributes'>) {}

  /** @returns the error if not everything could be stored */
  async keep(device: KnownDevice, attributes: AttributeValues): Promise<Fault | undefined> {
    const { deviceKey } = device;
    const before = this.underWay.get(deviceKey) ?? Promise.resolve();
    const kept = before.then(() => this.store.keepAttributes(device, attributes));
    const ended = kept.catch(() => undefined);
    this.underWay.set(deviceKey, ended);
    try {
      const left = Object.keys(attributes).length - (await kept);
      return left === 0
        ? undefined
        : { code: 'too_many_attributes', params: { left, limit: MAX_ATTRIBUTES } };
    } finally {
      if (this.underWay.get(deviceKey) === ended) this.underWay.delete(deviceKey);
    }
  }
}
