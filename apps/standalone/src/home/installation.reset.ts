import { assertConfirmed } from '../commands/confirmation.prompt.js';
import type { HomeFolder } from './home-folder.store.js';
import { describeDatabase, emptyDatabase } from '../postgres/database-contents.store.js';
import { checkExternalPostgres } from '../postgres/external-postgres.probe.js';

/** Wipes the home, and the external database if there is one, after a confirmation. Nothing may be running in the home. */
export async function resetInstallation(
  home: HomeFolder,
  externalDatabase: string | undefined,
  yes: boolean,
): Promise<void> {
  if (externalDatabase !== undefined) await checkExternalPostgres(externalDatabase);
  const also = externalDatabase === undefined ? '' : ` and ${describeDatabase(externalDatabase)}`;
  await assertConfirmed(`This deletes everything in ${home.path}${also}.`, yes);
  // Keeps run/, which contains the lock, and log/, which is being written to.
  await home.wipe(['run', 'log']);
  if (externalDatabase !== undefined) await emptyDatabase(externalDatabase);
  await home.open();
}
