import pg from 'pg';
import { type AuthorityInUse, CertificateAuthoritiesService, type NewAuthority } from '#equipment';
import { databaseUrlFor } from '#platform';
import { DeviceDirectory } from '#telemetry';
import { DeviceAccess } from '../../../apps/ingest/src/access/device-access.js';
import { TestAuthority } from '../../support/certificates.js';
import { NOW, RegistryFixture } from './registry-fixture.js';

const DAY_MS = 86_400_000;
export const days = (count: number): Date => new Date(NOW.getTime() + count * DAY_MS);

/** The registry, and ingest's decisions about certificates. */
export class CertificatesFixture {
  /** Ingest's clock. */
  now = NOW;

  private constructor(
    readonly registry: RegistryFixture,
    private readonly pool: pg.Pool,
    readonly access: DeviceAccess,
  ) {}

  static async open(): Promise<CertificatesFixture> {
    const registry = await RegistryFixture.open();
    const { url, secret } = registry.database;
    const pool = new pg.Pool({ connectionString: databaseUrlFor('dutycycle_ingest', url, secret), max: 3 });
    // Reads the time from the fixture, which is created only afterwards.
    const clock = (): Date => fixture.now;
    const access = new DeviceAccess(pool, new DeviceDirectory(pool, () => clock().getTime()), clock);
    const fixture = new CertificatesFixture(registry, pool, access);
    return fixture;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.registry.close();
  }

  get authorities(): CertificateAuthoritiesService {
    return this.registry.get(CertificateAuthoritiesService);
  }

  /** Returns the request to register an authority, including the proof. */
  async request(authority: TestAuthority, makerId = this.registry.one.makerId): Promise<NewAuthority> {
    return {
      name: 'Works CA',
      pem: authority.certificate.pem,
      proofPem: (await authority.sign(makerId)).pem,
      pattern: '{device.code}',
    };
  }

  /** Registers an authority for the first maker. */
  async register(pattern = '{device.code}'): Promise<{ authority: TestAuthority; id: string }> {
    const authority = await TestAuthority.create(`Works CA ${Math.random()}`, NOW);
    const { id } = await this.authorities.register(this.registry.engineer, {
      ...(await this.request(authority)),
      pattern,
    });
    return { authority, id };
  }

  async listed(id: string): Promise<AuthorityInUse | undefined> {
    return (await this.authorities.list(this.registry.engineer)).find((each) => each.id === id);
  }

  /** Adds a device of the first maker on a separate machine. */
  async addDevice(code: string): Promise<{ id: string; deviceKey: number; serial: string }> {
    const { id: machineId, serial } = await this.registry.addRunningMachine();
    return { ...(await this.registry.addDevice(machineId, code)), serial };
  }

  decide(der: Buffer, address = '10.0.0.1') {
    return this.access.decideByCertificate({ raw: der }, address);
  }
}
