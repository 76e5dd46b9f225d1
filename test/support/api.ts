import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../apps/api/src/app.module.js';
import { readConfig } from '../../apps/api/src/config.js';
import { APP_OPTIONS, configureApp } from '../../apps/api/src/create-app.js';
import type { TestDatabase } from './database.js';
import { findFreePort } from './free-port.js';

/** A running API on its own port. */
export interface RunningApi {
  /** Without a trailing slash. */
  readonly url: string;
  /** Home folder of the API. */
  readonly home: string;
  stop(): Promise<void>;
}

/**
 * Starts the whole API on a test database, inside the process of the test. `startBuiltApi` starts the built API as a
 * separate process, for tests of the process itself and of the API's description, which the build writes.
 * @param env environment variables of the API
 */
export async function startApi(
  database: TestDatabase,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApi> {
  const home = mkdtempSync(join(tmpdir(), 'dutycycle-api-'));
  const port = await findFreePort();
  const config = readConfig({
    DATABASE_URL: database.url,
    DUTYCYCLE_SECRET: database.secret,
    DUTYCYCLE_HOME: home,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...env,
  });
  const testing = await Test.createTestingModule({ imports: [AppModule.forRoot(config)] }).compile();
  const app = testing.createNestApplication<NestExpressApplication>(APP_OPTIONS);
  configureApp(app, config);
  await app.listen(port, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    home: config.home,
    stop: async () => {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
