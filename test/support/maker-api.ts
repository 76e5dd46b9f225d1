import pg from 'pg';
import { type RunningApi, startApi } from './api.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { byKey, call } from './http.js';
import { createMaker, type MakerOfWorld } from './world.js';

/** A database with one maker, and an API that uses it. */
export class MakerApi {
  private constructor(
    private readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly maker: MakerOfWorld,
    readonly api: RunningApi,
  ) {}

  static async open(slug: string): Promise<MakerApi> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const maker = await createMaker(owner, slug);
    return new MakerApi(database, owner, maker, await startApi(database));
  }

  /**
   * Calls a preview operation.
   * @param key API key of the caller; by default the maker's finance user
   */
  async preview<Answer>(
    resource: string,
    body: object,
    key = this.maker.staff.finance.key,
  ): Promise<[status: number, answer: Answer]> {
    const answer = await call<Answer>(this.api, 'POST', `/${resource}/preview`, { as: byKey({ key }), body });
    return [answer.status, answer.body];
  }

  /** Environment variables for another app on the same database. */
  get settings(): { DATABASE_URL: string; DUTYCYCLE_SECRET: string } {
    return { DATABASE_URL: this.database.url, DUTYCYCLE_SECRET: this.database.secret };
  }

  async close(): Promise<void> {
    await this.api.stop();
    await this.owner.end();
    await this.database.drop();
  }
}
