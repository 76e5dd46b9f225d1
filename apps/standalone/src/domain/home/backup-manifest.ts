import { compareVersions } from './home-check.js';

/** Version of the archive's layout; increases if an older product can no longer read new archives. */
export const BACKUP_FORMAT = 1;

/** First entry of the archive. States its content, and the products that can restore it. */
export interface BackupManifest {
  format: number;
  /**
   * home: data directory of the embedded database, for the same PostgreSQL major version.
   * tables: rows of all tables, for any PostgreSQL.
   * dump: output of pg_dump, for any PostgreSQL that is not older.
   */
  kind: 'home' | 'tables' | 'dump';
  productVersion: string;
  postgresMajor: number;
  createdAt: string;
}

export type ManifestVerdict = { usable: true } | { usable: false; explanation: string };

/** Returns whether this product can restore a backup to a PostgreSQL server, with an explanation if it cannot. */
export function checkManifest(
  manifest: BackupManifest,
  target: { productVersion: string; postgresMajor: number; embedded: boolean },
): ManifestVerdict {
  const rejectManifest = (explanation: string): ManifestVerdict => ({ usable: false, explanation });
  if (
    manifest.format > BACKUP_FORMAT ||
    compareVersions(manifest.productVersion, target.productVersion) > 0
  ) {
    return rejectManifest(
      `The backup was created by Dutycycle ${manifest.productVersion}; this is ${target.productVersion}. Restore it with version ${manifest.productVersion} or newer.`,
    );
  }
  if (manifest.kind === 'home' && !target.embedded) {
    return rejectManifest(
      'The backup contains an embedded database, so it cannot be restored to the server at DATABASE_URL. Restore it without DATABASE_URL, then create a portable backup with npm run backup -- --portable FILE.',
    );
  }
  if (manifest.kind === 'home' && manifest.postgresMajor !== target.postgresMajor) {
    return rejectManifest(
      `The backup contains a database folder of PostgreSQL ${manifest.postgresMajor}; this product comes with PostgreSQL ${target.postgresMajor}. Restore it with the version that created it (${manifest.productVersion}), then create a portable backup with npm run backup -- --portable FILE.`,
    );
  }
  if (manifest.kind === 'dump' && target.embedded) {
    return rejectManifest(
      'The backup was created by pg_dump, which is included in a PostgreSQL server but not in the embedded one. Restore it with DATABASE_URL set, or create a portable backup of the original installation with npm run backup -- --portable FILE.',
    );
  }
  if (manifest.kind === 'dump' && manifest.postgresMajor > target.postgresMajor) {
    return rejectManifest(
      `The backup was created by PostgreSQL ${manifest.postgresMajor}, but the server at DATABASE_URL runs PostgreSQL ${target.postgresMajor}. Use PostgreSQL ${manifest.postgresMajor} or newer.`,
    );
  }
  return { usable: true };
}

/** @returns the manifest, or undefined if the text is not a manifest */
export function parseManifest(text: string): BackupManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { format, kind, productVersion, postgresMajor, createdAt } = value as Record<string, unknown>;
  return typeof format === 'number' &&
    (kind === 'home' || kind === 'tables' || kind === 'dump') &&
    typeof productVersion === 'string' &&
    typeof postgresMajor === 'number' &&
    typeof createdAt === 'string'
    ? { format, kind, productVersion, postgresMajor, createdAt }
    : undefined;
}
