import { confirmOrRefuse } from '../commands/confirmation.prompt.js';
import type { HomeFolder } from './home-folder.store.js';
import { describeDatabase, emptyDatabase } from '../postgres/database-contents.store.js';
import { checkExternalPostgres } from '../postgres/external-postgres.probe.js';

/** Wipes the home, and the external database where there is one, after asking. Nothing may run in the home. */
export async function resetInstallation(
  home: HomeFolder,
  externalDatabase: string | undefined,
  yes: boolean,
): Promise<void> {
  if (externalDatabase !== undefined) await checkExternalPostgres(externalDatabase);
  const also = externalDatabase === undefined ? '' : ` and ${describeDatabase(externalDatabase)}`;
  await confirmOrRefuse(`This deletes everything in ${home.path}${also}.`, yes);
  // The lock lies in run/, and what is logged now in log/.
  await home.wipe(['run', 'log']);
  if (externalDatabase !== undefined) await emptyDatabase(externalDatabase);
  await home.open();
}
