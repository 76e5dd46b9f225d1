import { StoredFile } from '../entities/stored-file.entity.js';
import type { WrittenFile } from './file-store.js';
import type { Transaction } from '../database/unit-of-work.js';

/**
 * Records a file that a job has written. The file has the id of its job, so that a repeated job updates the same
 * record.
 * @param file id and metadata of the file
 */
export async function recordFile(
  tx: Transaction,
  file: Pick<StoredFile, 'id' | 'customerId' | 'name' | 'mime' | 'purpose' | 'createdBy'>,
  { bytes, sha256 }: WrittenFile,
): Promise<void> {
  await tx.manager.upsert(
    StoredFile,
    { makerId: tx.scope.makerId, ...file, bytes: String(bytes), sha256, createdAt: tx.now },
    ['makerId', 'id'],
  );
}
