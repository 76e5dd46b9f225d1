import type { DeviceApiStore, KnownDevice } from '#telemetry';

/** Cache duration of unknown names, which can be assigned at any time. */
const UNKNOWN_CACHE_MS = 5000;
/** Cache duration of known names. */
const KNOWN_CACHE_MS = 60_000;
const MAX_CACHED = 50_000;

interface CachedLookup {
  readonly deviceKey: number | undefined;
  readonly untilMs: number;
}

/** Names by which gateways refer to devices. They are cached, because gateways send them with every message. */
export class GatewayNames {
  private readonly found = new Map<string, CachedLookup>();
  private readonly lookups = new Map<string, Promise<number | undefined>>();
  /** Last gateway that sent data for each device, and the name that it used for the device. */
  private readonly behind = new Map<number, { readonly gatewayKey: number; readonly name: string }>();

  constructor(
    private readonly store: Pick<DeviceApiStore, 'claimForGateway'>,
    private readonly directory: {
      find(deviceKey: number): Promise<KnownDevice | undefined>;
      known(deviceKey: number): KnownDevice | undefined;
    },
    private readonly now: () => number,
  ) {}

  /** Returns the device to which a gateway's name for a device is assigned; undefined if the name is not assigned. */
  async find(gateway: KnownDevice, name: string): Promise<KnownDevice | undefined> {
    const key = `${gateway.deviceKey} ${name}`;
    const found = this.found.get(key);
    const deviceKey =
      found && found.untilMs > this.now() ? found.deviceKey : await this.lookUp(gateway, name, key);
    if (deviceKey === undefined) return undefined;
    this.behind.set(deviceKey, { gatewayKey: gateway.deviceKey, name });
    return this.directory.known(deviceKey) ?? this.directory.find(deviceKey);
  }

  /** Returns the last gateway that sent data for a device, and the name that it used for the device. */
  findGateway(deviceKey: number): { readonly gatewayKey: number; readonly name: string } | undefined {
    return this.behind.get(deviceKey);
  }

  private lookUp(gateway: KnownDevice, name: string, key: string): Promise<number | undefined> {
    let lookup = this.lookups.get(key);
    if (!lookup) {
      lookup = this.store
        .claimForGateway(gateway, name)
        .then((deviceKey) => {
          if (this.found.size >= MAX_CACHED) this.found.clear();
          const untilMs = this.now() + (deviceKey === undefined ? UNKNOWN_CACHE_MS : KNOWN_CACHE_MS);
          this.found.set(key, { deviceKey, untilMs });
          return deviceKey;
        })
        .finally(() => this.lookups.delete(key));
      this.lookups.set(key, lookup);
    }
    return lookup;
  }
}
