import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { DiagnosticsModule } from '#diagnostics';
import { databaseUrlFor, PlatformModule, type Scope } from '#platform';
import { ServiceModule } from '#service';
import { BillingModule } from '#billing';
import { InvoicingModule } from '#invoicing';
import { completeSeller } from '../support/complete-seller.js';
import { Person } from '../../measure/support/maker.js';
import { type Product, startProduct } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';

@Module({})
class PropertyModule {}

/** Connection name of the services under test. */
export const UNDER_TEST = 'properties';

/**
 * A running product with the pumps of a maker. The services of its billing run are also in this process, on the same
 * database.
 */
export class PropertyFixture {
  private constructor(
    readonly product: Product,
    readonly person: Person,
    readonly pumps: readonly PumpMachine[],
    readonly scope: Scope,
    private readonly app: INestApplicationContext,
    private readonly owner: pg.Client,
  ) {}

  static async open(pumpCount: number): Promise<PropertyFixture> {
    const secret = randomBytes(32).toString('hex');
    const product = await startProduct({ args: ['--empty'], env: { DUTYCYCLE_SECRET: secret } });
    try {
      return await PropertyFixture.openOn(product, secret, pumpCount);
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  private static async openOn(product: Product, secret: string, pumpCount: number): Promise<PropertyFixture> {
    const person = new Person(product.portalUrl);
    await person.setUp();
    const world = await PumpWorld.create(person, []);
    const pumps: PumpMachine[] = [];
    for (let index = 0; index < pumpCount; index++) pumps.push(await world.addPump(`PUMP-${index + 1}`));
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    await owner.connect();
    await completeSeller(person, owner);
    const { rows } = await owner.query<{ makerId: string; userId: string }>(
      `select m.id as "makerId", s.user_id as "userId" from maker m join membership s on s.maker_id = m.id`,
    );
    const { makerId, userId } = rows[0]!;
    const platform = PlatformModule.forRoot({
      databaseUrl: databaseUrlFor('dutycycle_app', product.databaseUrl(), secret),
      applicationName: UNDER_TEST,
      poolSize: 4,
      clockOffsetMs: 0,
      filesFolder: join(product.home, 'files'),
      secret,
    });
    const app = await NestFactory.createApplicationContext(
      {
        module: PropertyModule,
        imports: [platform, DiagnosticsModule, ServiceModule, InvoicingModule, BillingModule],
      },
      { logger: ['error'], abortOnError: false },
    );
    const scope: Scope = { makerId, userId, customers: 'all', actor: 'user' };
    return new PropertyFixture(product, person, pumps, scope, app, owner);
  }

  get<Service>(type: Type<Service>): Service {
    return this.app.get(type, { strict: false });
  }

  /** Runs a query as the database's owner, bypassing row-level security. */
  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, [...values])).rows;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.owner.end();
    await this.product.stop();
  }
}
