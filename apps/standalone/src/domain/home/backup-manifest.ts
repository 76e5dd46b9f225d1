import { compareVersions } from './home-check.js';

/** Layout of the archive; raised when an older product could not read a newer one. */
export const BACKUP_FORMAT = 1;

/** The archive's first entry: what is inside and who may restore it. */
export interface BackupManifest {
  format: number;
  /**
   * home: the embedded database's own folder, for the same PostgreSQL major.
   * tables: every table's rows, for any PostgreSQL.
   * dump: what pg_dump wrote, for any PostgreSQL that is not older.
   */
  kind: 'home' | 'tables' | 'dump';
  productVersion: string;
  postgresMajor: number;
  createdAt: string;
}

export type ManifestVerdict = { usable: true } | { usable: false; explanation: string };

/** Whether this product can restore that backup onto that PostgreSQL. */
export function judgeManifest(
  manifest: BackupManifest,
  target: { productVersion: string; postgresMajor: number; embedded: boolean },
): ManifestVerdict {
  const refused = (explanation: string): ManifestVerdict => ({ usable: false, explanation });
  if (
    manifest.format > BACKUP_FORMAT ||
    compareVersions(manifest.productVersion, target.productVersion) > 0
  ) {
    return refused(
      `The backup was made by Dutycycle ${manifest.productVersion}; this is ${target.productVersion}. Restore it with version ${manifest.productVersion} or newer.`,
    );
  }
  if (manifest.kind === 'home' && !target.embedded) {
    return refused(
      'The backup holds an embedded database, so it cannot go into the server at DATABASE_URL. Restore it without DATABASE_URL, then make a portable one with npm run backup -- --portable FILE.',
    );
  }
  if (manifest.kind === 'home' && manifest.postgresMajor !== target.postgresMajor) {
    return refused(
      `The backup holds a database folder of PostgreSQL ${manifest.postgresMajor}; this product comes with PostgreSQL ${target.postgresMajor}. Restore it with the version that made it (${manifest.productVersion}), then make a portable one with npm run backup -- --portable FILE.`,
    );
  }
  if (manifest.kind === 'dump' && target.embedded) {
    return refused(
      'The backup was made by pg_dump, which comes with a PostgreSQL server and not with the embedded one. Restore it with DATABASE_URL set, or make a portable one there with npm run backup -- --portable FILE.',
    );
  }
  if (manifest.kind === 'dump' && manifest.postgresMajor > target.postgresMajor) {
    return refused(
      `The backup is of PostgreSQL ${manifest.postgresMajor}, and the server at DATABASE_URL is only ${target.postgresMajor}. Use a server that is not older.`,
    );
  }
  return { usable: true };
}

/** @returns the manifest in that text, or undefined when it is none */
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
