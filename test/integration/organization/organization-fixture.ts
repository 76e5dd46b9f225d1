import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { SETUP_TOKEN } from '../../support/product.js';
import { tokensSentTo, Visitor } from './visitor.js';

export const ADMIN = { email: 'ada@example.com', password: 'ada-opens-it' };

/** A running API on a separate database, set up by its first visitor. */
export interface OrganizationFixture {
  readonly database: TestDatabase;
  readonly api: RunningApi;
  readonly home: string;
  /** The first visitor, signed in. */
  readonly ada: Visitor;
  visit(): Visitor;
  close(): Promise<void>;
}

export async function openOrganizationFixture(
  env: Readonly<Record<string, string>> = {},
): Promise<OrganizationFixture> {
  const setup = {
    token: SETUP_TOKEN,
    makerName: 'Beihu Air',
    country: 'CN',
    zone: 'Asia/Shanghai',
    adminName: 'Ada',
    ...ADMIN,
  };
  const database = await createTestDatabase();
  const home = mkdtempSync(join(tmpdir(), 'dutycycle-house-'));
  const api = await startApi(database, {
    DUTYCYCLE_HOME: home,
    TRUSTED_PROXIES: '1',
    SETUP_TOKEN: setup.token,
    ...env,
  });
  const ada = new Visitor(api);
  ada.useSession(await ada.ask('POST', '/setup', { body: setup }));
  return {
    database,
    api,
    home,
    ada,
    visit: () => new Visitor(api),
    close: async () => {
      await api.stop();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Invites a person and accepts the invitation.
 * @returns the new person, signed in
 */
export async function addMember(
  fixture: OrganizationFixture,
  person: { email: string; role: string; hubId?: string; customerIds?: string[]; expiresAt?: string },
  password = 'a-fine-password',
): Promise<{ visitor: Visitor; membershipId: string; version: number }> {
  const invited = await fixture.ada.ask<{ membershipId: string; version: number }>(
    'POST',
    '/users/invitations',
    {
      body: person,
    },
  );
  if (invited.status !== 201) throw new Error(`Not invited: ${JSON.stringify(invited.body)}`);
  const token = tokensSentTo(fixture.home, person.email).at(-1) ?? '';
  const visitor = fixture.visit();
  visitor.useSession(
    await visitor.ask('POST', `/invitations/${token}`, {
      body: { name: person.email.split('@')[0], password },
    }),
  );
  // Accepting the invitation changed the membership again.
  return { visitor, membershipId: invited.body.membershipId, version: invited.body.version + 1 };
}
